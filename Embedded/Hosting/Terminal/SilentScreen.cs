using Workshop.Hosting.Running;

namespace Workshop.Hosting.Terminal;

/// <summary>For runs inside tests.</summary>
internal sealed class SilentScreen : IRunScreen
{
    public void Say(string line)
    {
    }

    public void Ready(string what, string detail, TimeSpan after)
    {
    }

    public void Trouble(string resource, string reason, IReadOnlyList<string> lastLines)
    {
    }

    public void Summary(RunAddresses addresses, string stateFolder, TimeSpan after)
    {
    }

    public void State(IReadOnlyList<ReplicaCount> services)
    {
    }
}
