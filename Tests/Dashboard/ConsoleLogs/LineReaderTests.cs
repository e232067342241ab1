using System.Text;
using Workshop.Dashboard.ConsoleLogs;

namespace Workshop.Dashboard.Tests.ConsoleLogs;

public sealed class LineReaderTests
{
    [Fact]
    public async Task Lines_end_as_on_either_system_and_the_last_one_needs_no_end() =>
        Assert.Equal(["one", "", "two", "three"], await Read("one\n\ntwo\r\nthree"));

    [Fact]
    public async Task A_line_without_end_is_cut_and_the_next_one_is_whole()
    {
        var lines = await Read(new string('x', 100_000) + "\nnext\n");

        Assert.Equal(new string('x', LineReader.Longest) + " …", lines[0]);
        Assert.Equal("next", lines[1]);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_do_no_harm()
    {
        using var stream = new MemoryStream([0xff, 0xfe, 0x41, 0x0a, 0x42]);

        Assert.Equal(["\ufffd\ufffdA", "B"], await LineReader.LinesOf(stream, CancellationToken.None).ToListAsync());
    }

    private static async Task<List<string>> Read(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await LineReader.LinesOf(stream, CancellationToken.None).ToListAsync();
    }
}
