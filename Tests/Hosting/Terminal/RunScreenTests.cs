using Workshop.Hosting.Running;
using Workshop.Hosting.Terminal;

namespace Workshop.Hosting.Tests.Terminal;

public sealed class RunScreenTests : IDisposable
{
    private static readonly RunAddresses Addresses = new(new Uri("http://127.0.0.1:8080"), new Uri("https://127.0.0.1:8443"), new Uri("https://127.0.0.1:6443"), "/s/kubeconfig") { HasLogin = true };

    private readonly StringWriter _output = new() { NewLine = "\n" };

    public void Dispose() => _output.Dispose();

    [Fact]
    public void The_summary_says_where_to_go_and_how_to_log_in()
    {
        new RunScreen(_output, width: null).Summary(Addresses, "/s", TimeSpan.FromSeconds(3.94));

        Assert.Equal(
            """

            Everything is Ready after 3.9 s.

              Gateway      http://127.0.0.1:8080
                           https://127.0.0.1:8443
              API          https://127.0.0.1:6443
              kubeconfig   /s/kubeconfig
              Log in       curl -u user:password http://127.0.0.1:8080/login
              kubectl      kubectl --kubeconfig '/s/kubeconfig' --context workshop get all
              State        /s
              Stop         Ctrl+C


            """.ReplaceLineEndings("\n"),
            _output.ToString());
    }

    [Fact]
    public void Redirected_the_state_is_plain_lines_after_the_start_and_only_when_it_changes()
    {
        var screen = new RunScreen(_output, width: null);
        screen.State([new("hello", 1, 3, true)]);
        screen.Summary(Addresses, "/s", TimeSpan.Zero);
        _output.GetStringBuilder().Clear();

        screen.State([new("hello", 2, 3, true)]);
        screen.State([new("hello", 2, 3, true)]);
        screen.State([new("hello", 3, 3, true)]);

        Assert.Equal("hello 2/3\nhello 3/3\n", _output.ToString());
    }

    [Fact]
    public void On_a_terminal_the_state_is_drawn_over_itself_and_stays_below_other_lines()
    {
        var screen = new RunScreen(_output, () => 80);
        screen.State([new("hello", 1, 3, true)]);
        screen.State([new("hello", 2, 3, true)]);
        screen.Say("Stopping …");

        Assert.Equal("hello 1/3\r         \rhello 2/3\r         \rStopping …\nhello 2/3", _output.ToString());
    }

    [Fact]
    public void On_a_narrow_terminal_the_state_is_cut_to_one_line()
    {
        new RunScreen(_output, () => 8).State([new("hello", 1, 3, true), new("auth", 1, 1, true)]);

        Assert.Equal("hello 1", _output.ToString());
    }

    [Fact]
    public void A_trouble_has_its_last_lines_below_it()
    {
        new RunScreen(_output, width: null).Trouble("auth", "exit code 1", ["no key", "bye"]);

        Assert.Equal("  auth         does not start: exit code 1. Its last lines:\n    | no key\n    | bye\n", _output.ToString());
    }
}
