using System.CommandLine;
using System.Net;
using Spectre.Console;
using Workshop.Labs.Rooms;
using Workshop.Labs.State;

namespace Workshop.Labs.Commands;

/// <summary><c>room</c>: an instructor sees how far learners are, if both sides ask for it.</summary>
internal static class RoomCommands
{
    private const int MostSeats = 500;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    public static Command Create(CommonOptions options) => new("room", "An instructor sees how far learners are, over the local network, if both sides ask for it.") { Open(options), Join(options) };

    private static Command Open(CommonOptions options)
    {
        var address = new Option<string>("--address") { Description = "Of this machine, as learners reach it. Default: this machine alone.", HelpName = "IP", DefaultValueFactory = _ => "127.0.0.1" };
        var port = new Option<int>("--port") { Description = "Default: any free one.", HelpName = "N" };
        var seats = new Option<int>("--seats") { Description = "Learners at most.", HelpName = "N", DefaultValueFactory = _ => 50 };
        var report = new Option<string?>("--report") { Description = "A page (HTML) of the room, written when it closes.", HelpName = "FILE" };
        port.InRange(0, IPEndPoint.MaxPort);
        seats.InRange(1, MostSeats);
        var command = new Command("open", "Opens a room and prints the word by which learners join. Ctrl+C closes it.") { address, port, seats, report };
        command.SetAction(async (parsed, ct) =>
        {
            var context = options.Of(parsed);
            var at = new IPEndPoint(LocalAddresses.Parse(parsed.GetValue(address)!), parsed.GetValue(port));
            var page = parsed.GetValue(report) is { } file ? Path.GetFullPath(file) : null;
            if (page is not null && !Directory.Exists(Path.GetDirectoryName(page)))
            {
                throw new LabException($"There is no folder '{Path.GetDirectoryName(page)}' to write the page to.");
            }

            var book = new RoomBook(parsed.GetValue(seats), context.Time, line => Tell(context, line));
            await using (var server = await RoomServer.OpenAsync(at, parsed.GetValue(seats), book, context.Time, ct))
            {
                context.Screen.Line("The room is open. Learners join with:");
                context.Screen.Line();
                context.Screen.Line($"  ./workshop room join {server.Word} --name NAME");
                context.Screen.Line();
                context.Screen.Line("They send their name and which steps were green when, nothing else. Ctrl+C closes the room.");
                await ShowAsync(context, book, ct);
                // Before the door is closed, which may take longer than one who pressed Ctrl+C waits.
                if (page is not null)
                {
                    StateFiles.Write(page, RoomPage.Write(book.Learners, context.Time.GetUtcNow()));
                    context.Screen.Line($"Written: {page}");
                }
            }

            return ExitCodes.Green;
        });
        return command;
    }

    private static Command Join(CommonOptions options)
    {
        var word = new Argument<string>("WORD") { Description = "As 'room open' printed it." };
        var name = new Option<string>("--name") { Description = "By which you are shown.", HelpName = "NAME", Required = true };
        var command = new Command("join", "Shows an instructor how far you are, until Ctrl+C.") { word, name };
        command.SetAction(async (parsed, ct) =>
        {
            var context = options.Of(parsed);
            var shown = LearnerName.Clean(parsed.GetValue(name));
            if (shown.Length == 0)
            {
                throw new LabException("--name holds nothing that can be shown.");
            }

            var to = JoinWord.Parse(parsed.GetValue(word)!);
            using var client = new RoomClient(to, LearnerKey.Of(context.StateFolder));
            context.Screen.Line($"To {to.Address} goes what follows, and nothing else: the name '{shown}'; of each lab, when you began it; of each step, when it was green; a random number by which the room knows you again.");
            try
            {
                await new RoomVisit(client, shown, context.Progress.Read, context.Screen.Line, context.Time).StayAsync(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                using var patience = new CancellationTokenSource(Goodbye, context.Time);
                await client.LeaveAsync(patience.Token);
            }

            context.Screen.Line("You have left the room.");
            return ExitCodes.Green;
        });
        return command;
    }

    private static async Task ShowAsync(LabContext context, RoomBook book, CancellationToken ct)
    {
        if (context.Screen.IsTerminal)
        {
            await AnsiConsole.Live(Draw(context, book)).AutoClear(false).StartAsync(async live =>
            {
                while (await GoesOnAsync(context, book, ct))
                {
                    live.UpdateTarget(Draw(context, book));
                }
            });
        }
        else
        {
            while (await GoesOnAsync(context, book, ct))
            {
                // Each event is a line of its own.
            }
        }
    }

    private static Spectre.Console.Rendering.IRenderable Draw(LabContext context, RoomBook book) =>
        RoomTable.Draw(book.Learners, context.Time.GetUtcNow(), Math.Max(1, AnsiConsole.Profile.Height - 6));

    private static async Task<bool> GoesOnAsync(LabContext context, RoomBook book, CancellationToken ct)
    {
        await Task.Delay(Second, context.Time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        book.Look();
        return !ct.IsCancellationRequested;
    }

    // On a terminal the table says it.
    private static void Tell(LabContext context, string line)
    {
        if (!context.Screen.IsTerminal)
        {
            context.Screen.Line(FormattableString.Invariant($"{context.Time.GetUtcNow():HH:mm:ss} {line}"));
        }
    }
}
