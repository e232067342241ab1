using System.CommandLine;
using Spectre.Console;
using Workshop.Labs.Load;

namespace Workshop.Labs.Commands;

/// <summary><c>load</c>: the deck's <c>while true; do curl …; done</c>, at a steady rate and made readable.</summary>
internal static class LoadCommand
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static Command Create(CommonOptions options)
    {
        var what = new Argument<string?>("TARGET")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A Service, with or without port (hello, hello:80), a Gateway (gateway/canary), or an address (https://127.0.0.1:8443/).",
        };
        var path = new Option<string>("--path") { Description = "Of a Service or a Gateway.", HelpName = "PATH", DefaultValueFactory = _ => "/version" };
        var rate = new Option<int>("--rate") { Description = "Requests a second.", HelpName = "N", DefaultValueFactory = _ => 20 };
        rate.InRange(1, 2000);
        var seconds = new Option<double?>("--seconds") { Description = "How long; default: until Ctrl+C.", HelpName = "N" };
        var header = new Option<string[]>("--header", "-H") { Description = "Sent with each request: 'Name: value'.", HelpName = "LINE" };
        var cacert = new Option<string?>("--cacert") { Description = "For https: the certificates to trust.", HelpName = "FILE" };
        var insecure = new Option<bool>("--insecure", "-k") { Description = "For https: any certificate will do." };
        var last = new Option<bool>("--last") { Description = "Sends nothing: shows the last load's report again." };
        var command = new Command("load", "Sends a steady rate of requests and shows who answers: by version, by pod, errors, latency. Exit code 1 if any failed.") { what, path, rate, seconds, header, cacert, insecure, last };
        command.SetAction(async (parsed, ct) =>
        {
            var context = options.Of(parsed);
            if (parsed.GetValue(last))
            {
                return Sum(context.Screen, LoadReportFile.Read(context.StateFolder) ?? throw new LabException("There was no load here yet. './workshop load hello' begins one."));
            }

            var to = parsed.GetValue(what) ?? throw new LabException("Name a Service or an address: './workshop load hello'.");
            var headers = (parsed.GetValue(header) ?? []).Select(Header).ToList();
            using var target = await TargetAsync(context, to, parsed.GetValue(path)!, (parsed.GetValue(cacert), parsed.GetValue(insecure)), headers, ct);
            var run = new LoadRun(target, parsed.GetValue(rate), context.Time);
            TimeSpan? duration = parsed.GetValue(seconds) is { } limit ? TimeSpan.FromSeconds(limit) : null;
            var report = await ShowAsync(context, run, run.RunAsync(duration, ct));
            LoadReportFile.Write(context.StateFolder, report);
            return Sum(context.Screen, report);
        });
        return command;
    }

    private static int Sum(Screen screen, LoadReport report)
    {
        foreach (var line in LoadLines.Sum(report))
        {
            screen.Line(line);
        }

        return report.Failed == 0 ? ExitCodes.Green : ExitCodes.Red;
    }

    private static async Task<LoadReport> ShowAsync(LabContext context, LoadRun run, Task<LoadReport> running)
    {
        if (context.Screen.IsTerminal)
        {
            await AnsiConsole.Live(LoadPicture.Of(run.Report())).AutoClear(true).StartAsync(async live =>
            {
                while (await GoesOnAsync(running, context.Time))
                {
                    live.UpdateTarget(LoadPicture.Of(run.Report()));
                }
            });
        }
        else
        {
            while (await GoesOnAsync(running, context.Time))
            {
                context.Screen.Line(LoadLines.Second(run.Report()));
            }
        }

        return await running;
    }

    private static async Task<bool> GoesOnAsync(Task running, TimeProvider time)
    {
        await Task.WhenAny(running, Task.Delay(Second, time, CancellationToken.None));
        return !running.IsCompleted;
    }

    private static async Task<LoadTarget> TargetAsync(LabContext context, string what, string path, (string? Cacert, bool IsInsecure) trust, List<(string Name, string Value)> headers, CancellationToken ct)
    {
        if (what.Contains("://", StringComparison.Ordinal))
        {
            return Uri.TryCreate(what, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? LoadTarget.OfAddress(address, trust.Cacert, trust.IsInsecure, headers)
                : throw new LabException($"'{what}' is no address of http or https.");
        }

        var (kind, name) = what.Split('/', 2) is [var before, var after] ? (before, after) : ("service", what);
        if (kind is not ("service" or "gateway"))
        {
            throw new LabException($"'{kind}' takes no load. Name a Service (hello), a Gateway (gateway/canary) or an address (http://…).");
        }

        var asked = path.StartsWith('/') ? path : "/" + path;
        var cluster = context.Access().Connect(context.Time);
        var parts = name.Split(':', 2);
        return kind == "gateway"
            ? await LoadTarget.OfGatewayAsync(cluster, name, asked, headers, ct)
            : await LoadTarget.OfServiceAsync(cluster, parts[0], parts.ElementAtOrDefault(1), asked, headers, ct);
    }

    private static (string Name, string Value) Header(string line) => line.Split(':', 2) is [var name, var value]
        ? (name.Trim(), value.Trim())
        : throw new LabException($"'{line}' is no header. Write it as 'Name: value'.");
}
