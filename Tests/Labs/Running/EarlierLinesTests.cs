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

        Assert.Equal("kubectl port-forward service/front 18171:80 >/dev/null 2>&1 &", lines[0]);
        Assert.Contains("/dev/tcp/127.0.0.1/18171", lines[1], StringComparison.Ordinal);
        Assert.Equal(["IP=$(kubectl get service hello -o jsonpath='{.status.loadBalancer.ingress[0].ip}')", "TOKEN=$(curl -s -u user:password http://$IP/login)"], lines[2..]);
        Assert.Empty(EarlierLines.Of([]));
    }
}
