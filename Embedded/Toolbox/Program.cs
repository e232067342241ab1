using Workshop.Toolbox;

return await ToolboxCommand.RunAsync(args, Console.Out, Console.Error);
