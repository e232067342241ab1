using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

namespace Workshop.Labs.Commands;

/// <summary>The command line of the labs: its verbs, and what they have in common.</summary>
internal static class LabCommand
{
    private const string Description = """
        Learn Kubernetes by doing: labs with checks that look at what your cluster really does.

        A lab is a guide. You type its commands into a shell of your own; 'check' says whether the cluster now does what the step wanted.

          ./workshop up --empty        in a terminal of its own: a cluster, and nothing in it
          ./workshop labs              what there is, and how far you are
          ./workshop lab 4             the step of lab 4 where you are
          ./workshop check 4 --watch   red, and why; green as soon as it is right
          ./workshop hint 4            stuck? three hints a step, from a nudge to nearly the command
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var result = Create().Parse(args);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors)
            {
                await Console.Error.WriteLineAsync($"workshop: {error.Message}");
            }

            await Console.Error.WriteLineAsync($"'./workshop {PathOf(result)}--help' says what is known.");
            return ExitCodes.Usage;
        }

        if (OperatingSystem.IsWindows() && LabFiles.Find() is { } files && StaleProgram.Note(files, typeof(LabCommand).Assembly.Location) is { } note)
        {
            await Console.Error.WriteLineAsync(note);
        }

        // Errors of ours fly; those that a user can mend are one line.
        try
        {
            return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (LabException e)
        {
            await Console.Error.WriteLineAsync($"workshop: {e.Message}");
            return ExitCodes.Usage;
        }
        catch (Exception e) when (e is HttpRequestException or k8s.Autorest.HttpOperationException)
        {
            await Console.Error.WriteLineAsync($"workshop: the cluster did not answer as it should: {e.Message} Is it running? './workshop up --empty' starts one.");
            return ExitCodes.Usage;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Red;
        }
    }

    internal static Command Create()
    {
        var options = new CommonOptions();
        var root = new Command("./workshop", Description)
        {
            CourseCommands.Labs(options),
            CourseCommands.Lab(options),
            CheckCommand.Create(options),
            HelpingCommands.Hint(options),
            HelpingCommands.Solve(options),
            QuizCommand.Create(options),
            BreakCommands.Break(options),
            BreakCommands.Reset(options),
            LoadCommand.Create(options),
            ReportCommand.Create(options),
            DoctorCommand.Create(options),
            DiagnoseCommand.Create(options),
            ClusterCommands.Certs(options),
            ClusterCommands.Images(options),
            NodeCommand.Create(options),
            PackCommand.Create(options),
            KitCommand.Create(options),
            RoomCommands.Create(options),
            TryCommand.Create(options),
        };
        root.Options.Add(options.Kubeconfig);
        root.Options.Add(options.Context);
        root.Options.Add(options.Namespace);
        root.Options.Add(new HelpOption { Recursive = true });
        root.Subcommands.Add(CompletionCommands.Completion());
        root.Subcommands.Add(CompletionCommands.Complete(root));
        return root;
    }

    // The verbs below the root, such as "room open", each followed by a blank.
    internal static string PathOf(ParseResult result)
    {
        var path = string.Empty;
        for (var at = result.CommandResult; at.Parent is CommandResult above; at = above)
        {
            path = $"{at.Command.Name} {path}";
        }

        return path;
    }
}
