using System.CommandLine;
using System.Net.Sockets;

namespace Workshop.Toolbox.Redis;

/// <summary><c>redis-cli [-p PORT] [-a PASSWORD] COMMAND [ARGUMENT …]</c>: one command, its answer in plain lines, as the real one writes it where nobody sits at a terminal.</summary>
internal static class RedisClientCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Command Create(TextWriter output, TextWriter error)
    {
        var port = new Option<int>("-p") { DefaultValueFactory = _ => 6379, Description = "The server's port." };
        var password = new Option<string?>("-a", "--pass") { Description = "The server's password; else that of REDISCLI_AUTH." };
        var words = new Argument<string[]>("command") { Arity = ArgumentArity.OneOrMore, Description = "Such as: set motto 'Cattle, not pets'." };
        var command = new Command("redis-cli", "Asks the Redis of this pod (without a pod: of this machine) one thing.") { port, password, words };
        command.SetAction(async (parsed, ct) =>
        {
            var host = Environment.GetEnvironmentVariable("WORKSHOP_POD_IP") ?? "127.0.0.1";
            var secret = parsed.GetValue(password) ?? Environment.GetEnvironmentVariable("REDISCLI_AUTH");
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(Limit);
            try
            {
                await using var connection = await RedisConnection.OpenAsync(host, parsed.GetValue(port), limit.Token);
                if (secret is not null && await connection.AskAsync(["AUTH", secret], limit.Token) is { IsError: true } refusal)
                {
                    await error.WriteLineAsync($"AUTH failed: {refusal.Text}");
                }

                var answer = await connection.AskAsync(parsed.GetRequiredValue(words), limit.Token);
                await output.WriteLineAsync(answer.Text);
                return answer.IsError ? ExitCode.Failed : ExitCode.Ok;
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                await error.WriteLineAsync($"Could not connect to Redis at {host}:{parsed.GetValue(port)}: {e.Message}");
                return ExitCode.Failed;
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                await error.WriteLineAsync($"Redis at {host}:{parsed.GetValue(port)} gave no answer within {Limit.TotalSeconds:0} s.");
                return ExitCode.Failed;
            }
        });
        return command;
    }
}
