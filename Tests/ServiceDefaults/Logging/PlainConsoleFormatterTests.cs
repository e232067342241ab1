using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Workshop.ServiceDefaults.Logging;

namespace Workshop.ServiceDefaults.Tests.Logging;

public class PlainConsoleFormatterTests
{
    private readonly PlainConsoleFormatter _formatter = new(new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero)));

    [Fact]
    public void An_entry_is_one_line() =>
        Assert.Equal("2026-01-02T03:04:05.678Z warn Some.Category: two lines\n", Write("Some.Category", "two\r\nlines", null));

    [Fact]
    public void A_requests_line_is_the_originals() =>
        Assert.Equal("127.0.0.1:1 - - [now] \"GET / HTTP/1.1\" curl\n", Write("Workshop.Access", "127.0.0.1:1 - - [now] \"GET / HTTP/1.1\" curl", null));

    [Fact]
    public void An_errors_stack_follows_indented() =>
        Assert.Equal("2026-01-02T03:04:05.678Z warn C: text\n  System.IO.IOException: no\n  disk\n", Write("C", "text", new IOException("no\ndisk")));

    private string Write(string category, string message, Exception? exception)
    {
        using var text = new StringWriter();
        _formatter.Write(new LogEntry<string>(LogLevel.Warning, category, default, message, exception, (state, _) => state), null, text);
        return text.ToString();
    }
}
