using System.CommandLine;
using Workshop.Labs.Packaging;

namespace Workshop.Labs.Commands;

/// <summary><c>pack</c>: an image from a folder, without a Dockerfile, a daemon or a network.</summary>
internal static class PackCommand
{
    public static Command Create(CommonOptions options)
    {
        var folder = new Argument<string>("FOLDER") { Description = "What 'dotnet publish' wrote." };
        var entrypoint = new Option<string>("--entrypoint") { Description = "The program in it.", HelpName = "NAME", Required = true };
        var output = new Option<string>("--output", "-o") { Description = "The archive.", HelpName = "FILE", Required = true };
        var tag = new Option<string>("--tag") { Description = "The image's name.", HelpName = "NAME:TAG", DefaultValueFactory = _ => "workshop/monolith:1.0.0" };
        var user = new Option<string>("--user") { Description = "As whom it runs.", HelpName = "NUMBER", DefaultValueFactory = _ => "1654" };
        var command = new Command("pack", "Packs a folder as a container image: one layer, and what says how it is started.") { folder, entrypoint, output, tag, user };
        command.SetAction(parsed =>
        {
            var context = options.Of(parsed);
            var from = parsed.GetValue(folder)!;
            if (!File.Exists(Path.Combine(from, parsed.GetValue(entrypoint)!)))
            {
                throw new LabException($"'{from}' holds no '{parsed.GetValue(entrypoint)}'. 'dotnet publish Services/Monolith --output {from}' puts it there.");
            }

            var digest = ImageArchive.Write(from, parsed.GetValue(entrypoint)!, parsed.GetValue(user)!, parsed.GetValue(tag)!, parsed.GetValue(output)!);
            context.Screen.Line($"{parsed.GetValue(tag)}");
            context.Screen.Line($"{digest}");
            return ExitCodes.Green;
        });
        return command;
    }
}
