using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Workshop.Benchmarks.Comparing;
using Workshop.Benchmarks.Load;
using Workshop.Benchmarks.Peers;

namespace Workshop.Benchmarks;

/// <summary>hello beside an nginx that returns the same bytes, what a token costs, and logins beside what bcrypt allows.</summary>
internal static class ServicesBenchmark
{
    private const string Secret = "a secret of benchmarks, 32 characters and more";
    private const int Connections = 32;

    public static async Task<IReadOnlyList<Comparison>> RunAsync(Effort effort)
    {
        await using var nginxServer = new Nginx();
        var nginx = await nginxServer.StartAsync("server { listen {address}; default_type application/json; location / { return 200 '{\"message\":\"Hello\"}\\n'; } }");
        await using var hello = await Service.StartAsync("Services/Hello", Secret);
        await using var auth = await Service.StartAsync("Services/Auth", Secret);
        var bearer = $"Authorization: Bearer {await TokenAsync(auth.Http)}";

        var plain = await Rounds.RunAsync(
            effort.Rounds,
            async () => (await Wrk.RunAsync(hello.Http, Connections, effort.Duration)).Rate,
            async () => (await Wrk.RunAsync(nginx, Connections, effort.Duration)).Rate);
        var secure = await Rounds.RunAsync(
            effort.Rounds,
            async () => (await Wrk.RunAsync(new Uri(hello.Http, "secure"), Connections, effort.Duration, bearer)).Rate,
            async () => (await Wrk.RunAsync(hello.Http, Connections, effort.Duration)).Rate);
        var logins = await Rounds.RunAsync(effort.Rounds, () => LoginsAsync(auth.Http, effort.Duration), () => Task.Run(() => Comparisons(effort.Duration)));
        var lateness = await Rounds.RunAsync(effort.Rounds, () => LateUnderLoginsAsync(hello.Http, auth.Http, effort.Duration), async () => (await Wrk.RunAsync(hello.Http, Connections, effort.Duration)).Late);
        return
        [
            effort.Tell(new Comparison($"hello `/`, {Connections} connections", "requests/s", "nginx `return 200`", plain[0], plain[1], Goal.AtLeast(0.75))),
            effort.Tell(new Comparison($"hello `/secure`, {Connections} connections", "requests/s", "hello `/`", secure[0], secure[1], Goal.AtLeast(0.85))),
            effort.Tell(new Comparison("logins, as many at once as there are cores", "logins/s", "bcrypt alone (cost 10) on all cores", logins[0], logins[1], Goal.AtLeast(0.9))),
            effort.Tell(new Comparison("hello's 99th percentile under a flood of logins", "ms", "without", lateness[0], lateness[1], Goal.AtMost(2))),
        ];
    }

    private static async Task<string> TokenAsync(Uri auth)
    {
        using var http = Client();
        var answer = await http.GetFromJsonAsync<JsonObject>(new Uri(auth, "login"));
        return answer!["token"]!.GetValue<string>();
    }

    private static HttpClient Client() => new()
    {
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("user:password"))) },
    };

    private static async Task<double> LoginsAsync(Uri auth, TimeSpan duration)
    {
        var count = 0;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(async _ =>
        {
            using var http = Client();
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                (await http.GetAsync(new Uri(auth, "login"))).EnsureSuccessStatusCode();
                Interlocked.Increment(ref count);
            }
        }));
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // What the cores can do at most: the same comparison, and nothing else.
    private static double Comparisons(TimeSpan duration)
    {
        var hash = BCrypt.Net.BCrypt.HashPassword("password", 10);
        var count = 0;
        var started = Stopwatch.GetTimestamp();
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                if (!BCrypt.Net.BCrypt.Verify("password", hash))
                {
                    throw new InvalidOperationException("bcrypt does not know its own hash.");
                }

                Interlocked.Increment(ref count);
            }
        });
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> LateUnderLoginsAsync(Uri hello, Uri auth, TimeSpan duration)
    {
        var flood = LoginsAsync(auth, duration);
        var late = (await Wrk.RunAsync(hello, Connections, duration)).Late;
        await flood;
        return late;
    }
}
