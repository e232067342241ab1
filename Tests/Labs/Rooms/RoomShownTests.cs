using System.Net;
using Spectre.Console;
using Workshop.Labs.Progress;
using Workshop.Labs.Rooms;

namespace Workshop.Labs.Tests.Rooms;

/// <summary>What an instructor sees, and what learners' names cannot do to it.</summary>
public sealed class RoomShownTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _state = new();

    public void Dispose() => _state.Dispose();

    [Theory]
    [InlineData("Anna", "Anna")]
    [InlineData("  Anna \n", "Anna")]
    [InlineData("\u001b[2J\u001b]0;gone\u0007Eve", "[2J]0;goneEve")]
    [InlineData("Eve\u202egnp.exe", "Evegnp.exe")]
    [InlineData("Zo\u0308\u0308\u0308\u0308\u0308e", "Zo\u0308\u0308e")]
    [InlineData("\u200b\u200d\u0000", "")]
    [InlineData("李雷", "李雷")]
    [InlineData(null, "")]
    public void A_name_is_shown_without_what_moves_cursors_or_turns_the_writing(string? typed, string shown) => Assert.Equal(shown, LearnerName.Clean(typed));

    [Fact]
    public void A_long_name_is_cut() => Assert.Equal(new string('x', 40), LearnerName.Clean(new string('x', 1000)));

    [Fact]
    public void Half_a_character_is_shown_as_one_that_is_not_known() => Assert.Equal("a\ufffd", LearnerName.Clean("a\ud800"));

    [Fact]
    public void On_a_terminal_a_name_is_text_and_no_markup()
    {
        var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(written) });
        console.Profile.Width = 120;

        console.Write(RoomTable.Draw([Learner("[red]Eve[/]"), Learner("Anna") with { IsHere = false }, Learner("Zoe")], Now, rows: 2));

        Assert.Contains("[red]Eve[/]", written.ToString(), StringComparison.Ordinal);
        Assert.Matches("Anna .*gone", written.ToString());
        Assert.Contains("and 1 more", written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void On_the_page_a_name_is_text_and_no_HTML()
    {
        var page = RoomPage.Write([Learner("<img src=x onerror=alert(1)>")], Now);

        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains("<td>1/1</td>".Replace("1/1", $"1/{Course.Labs[0].Checks.Count}", StringComparison.Ordinal), page.Replace(" class=\"done\"", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:40123")]
    [InlineData("[::1]:40123")]
    public void A_join_word_is_read_as_it_was_printed(string address)
    {
        var word = new JoinWord(IPEndPoint.Parse(address), RoomSecrets.NewToken(), [.. Enumerable.Range(0, 32).Select(number => (byte)number)]);

        var read = JoinWord.Parse(word.ToString());

        Assert.Equal((word.Address, word.Token), (read.Address, read.Token));
        Assert.Equal(word.Fingerprint, read.Fingerprint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1/token/AAAA")]
    [InlineData("127.0.0.1:1/token/AAAA")]
    [InlineData("room.example:1/token/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("127.0.0.1:1/to\u001bken/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("127.0.0.1:1//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_join_word_is_refused(string word) => Assert.Contains("no join word", Assert.Throws<LabException>(() => JoinWord.Parse(word)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0.0.0.0", "stands for all")]
    [InlineData("::", "stands for all")]
    [InlineData("everywhere", "is no IP address")]
    public void A_room_is_opened_at_one_address_and_no_other(string address, string why) => Assert.Contains(why, Assert.Throws<LabException>(() => LocalAddresses.Parse(address)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_learners_key_stays_the_same_and_is_anew_where_it_cannot_be_read()
    {
        var key = LearnerKey.Of(_state.Path);
        Assert.Equal(key, LearnerKey.Of(_state.Path));

        _state.Write("labs/learner-key", "\u001b");

        Assert.NotEqual(key, LearnerKey.Of(_state.Path));
    }

    [Fact]
    public void A_report_holds_the_name_labs_steps_and_times_and_nothing_else()
    {
        var progress = LearnerProgress.None.With(Course.Labs[0], lab => lab.Seen("nodes", Now).Hinted("nodes", Now) with { Quiz = ["secret"], Solved = ["nodes"] });

        var sent = System.Text.Json.JsonSerializer.Serialize(ProgressNote.Of("Anna", progress), ProgressNote.Json);

        Assert.Equal("""{"name":"Anna","labs":[{"lab":0,"begun":"2026-11-30T09:00:00+00:00","green":{"nodes":"2026-11-30T09:00:00+00:00"}}]}""", sent);
    }

    private static Learner Learner(string name)
    {
        var lab = Course.Labs[0];
        return new Learner(name, LearnerProgress.None.With(lab, one => one.Seen(lab.Checks[0].Step, Now)), Now, IsHere: true);
    }
}
