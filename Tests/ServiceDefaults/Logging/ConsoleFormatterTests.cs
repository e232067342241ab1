using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Time.Testing;
using Workshop.ServiceDefaults.Logging;

namespace Workshop.ServiceDefaults.Tests.Logging;

public sealed class ConsoleFormatterTests
{
    private const string RequestLine = "127.0.0.1:1 - - [now] \"GET / HTTP/1.1\" curl";

    private static readonly FakeTimeProvider Time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));

    [Fact]
    public void A_plain_entry_is_one_line() =>
        Assert.Equal("2026-01-02T03:04:05.678Z warn Some.Category: two lines\n", Plain("Some.Category", "two\r\nlines", null));

    [Fact]
    public void A_plain_requests_line_is_the_originals() => Assert.Equal($"{RequestLine}\n", Plain("Workshop.Access", RequestLine, null));

    [Fact]
    public void An_errors_stack_follows_indented() =>
        Assert.Equal("2026-01-02T03:04:05.678Z warn C: text\n  System.IO.IOException: no\n  disk\n", Plain("C", "text", new IOException("no\ndisk")));

    [Fact]
    public void What_a_client_sends_commands_no_terminal() =>
        Assert.Equal("GET / evil [2J agent \n", Plain("Workshop.Access", "GET / evil\u001b[2J\u009bagent\u2028", null));

    [Fact]
    public void Nor_does_what_an_error_repeats_of_it() =>
        Assert.Equal("2026-01-02T03:04:05.678Z warn C: text\n  System.IO.IOException: no [2J\n  disk\n", Plain("C", "text", new IOException("no\u001b[2J\ndisk")));

    [Fact]
    public void A_plain_entry_ends_with_its_trace_and_span()
    {
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        Assert.Equal($"2026-01-02T03:04:05.678Z warn C: text [{activity.TraceId} {activity.SpanId}]\n", Plain("C", "text", null));
        Assert.Equal($"{RequestLine}\n", Plain("Workshop.Access", RequestLine, null));
    }

    [Theory]
    [InlineData("Workshop.Access", RequestLine, RequestLine + "\n")]
    [InlineData("Some.Category", "two\nlines", "2026/01/02 03:04:05 two lines\n")]
    public void The_original_format_says_what_the_original_said(string category, string message, string expected) =>
        Assert.Equal(expected, Write(new OriginalConsoleFormatter(Time), category, message, [], null));

    [Fact]
    public void A_JSON_entry_is_one_line_with_names_that_log_agents_know()
    {
        var line = Json("say \"hi\"\n", [new("Count", 3), new("Name", "hello"), new("IsReady", true), new("Missing", null), new("{OriginalFormat}", "…")], null);

        Assert.Equal(
            """{"timestamp":"2026-01-02T03:04:05.678Z","severity":"WARNING","category":"C","event_id":7,"message":"say \"hi\"\n","attributes":{"Count":3,"Name":"hello","IsReady":true,"Missing":null}}""" + "\n",
            line);
    }

    [Fact]
    public void A_JSON_entry_carries_trace_and_span()
    {
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        var entry = JsonDocument.Parse(Json("text", [], null)).RootElement;

        Assert.Equal(
            (activity.TraceId.ToHexString(), activity.SpanId.ToHexString(), "00"),
            (entry.GetProperty("trace_id").GetString(), entry.GetProperty("span_id").GetString(), entry.GetProperty("trace_flags").GetString()));
    }

    [Fact]
    public void A_JSON_entry_of_an_error_is_still_one_line()
    {
        var line = Json("text", [], new IOException("no\ndisk"));

        Assert.Equal("System.IO.IOException: no\ndisk", JsonDocument.Parse(line).RootElement.GetProperty("exception").GetString());
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
    }

    private static string Plain(string category, string message, Exception? exception) => Write(new PlainConsoleFormatter(Time), category, message, [], exception);

    private static string Json(string message, List<KeyValuePair<string, object?>> state, Exception? exception) => Write(new JsonLogFormatter(Time), "C", message, state, exception);

    private static string Write(ConsoleFormatter formatter, string category, string message, List<KeyValuePair<string, object?>> state, Exception? exception)
    {
        using var text = new StringWriter();
        formatter.Write(new LogEntry<List<KeyValuePair<string, object?>>>(LogLevel.Warning, category, 7, state, exception, (_, _) => message), null, text);
        return text.ToString();
    }
}
