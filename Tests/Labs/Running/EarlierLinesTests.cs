using Workshop.Labs.Guides;
using Workshop.Labs.Running;

namespace Workshop.Labs.Tests.Running;

/// <summary>What a step that is typed alone takes over from the steps before it.</summary>
public sealed class EarlierLinesTests
{
    [Fact]
    public void Variables_that_were_asked_of_the_cluster_are_asked_again_and_port_forwards_opened_again()
    {
        var guide = GuideReader.Read(
            """
            # Lab 9: x

            ## 1. First

            ```sh
            kubectl delete pod a
            IP=$(kubectl get service hello -o jsonpath='{.status.loadBalancer.ingress[0].ip}')
            TOKEN=$(curl -s -u user:password http://$IP/login)
            LOG=$(mktemp)
            LOAD=$!
            kubectl port-forward service/front 18171:80 > /dev/null &
            ./workshop load hello > $LOG &
            ```

            ## 2. Second

            ```sh
            curl http://$IP/
            ```
            """,
            "guide.md");

        var lines = EarlierLines.Of(guide.Sections.Take(1)).Split('\n');

        Assert.Equal(["IP=$(kubectl get service hello -o jsonpath='{.status.loadBalancer.ingress[0].ip}')", "TOKEN=$(curl -s -u user:password http://$IP/login)"], lines[..2]);
        Assert.Equal("kubectl port-forward service/front 18171:80 >/dev/null 2>&1 &", lines[2]);
        Assert.Contains("/dev/tcp/127.0.0.1/18171", lines[3], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
        Assert.Empty(EarlierLines.Of([]));
    }

    [Fact]
    public void A_block_that_starts_what_ends_with_its_shell_is_typed_again_as_a_whole_and_in_silence()
    {
        var guide = GuideReader.Read("# Lab 1: x\n\n## 1. First\n\n```sh again\nserver &\ncurl localhost\n```\n", "guide.md");

        Assert.Equal("{\nserver &\ncurl localhost\n} >/dev/null 2>&1", EarlierLines.Of(guide.Sections));
    }
}
