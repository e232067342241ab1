using Workshop.Labs.Commands;

return await LabCommand.RunAsync(args);
