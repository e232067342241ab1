using Workshop.Hosting.Running;

namespace Workshop.Hosting.Terminal;

/// <summary>What a run tells its user.</summary>
internal interface IRunScreen
{
    /// <summary>Something begins, or is worth a line.</summary>
    void Say(string line);

    /// <summary>A part has become Ready.</summary>
    void Ready(string what, string detail, TimeSpan after);

    /// <summary>A service does not start: why, and what it said last.</summary>
    void Trouble(string resource, string reason, IReadOnlyList<string> lastLines);

    /// <summary>Everything is Ready: where to go.</summary>
    void Summary(RunAddresses addresses, string stateFolder, TimeSpan after);

    /// <summary>The present state; the same again shows nothing.</summary>
    void State(IReadOnlyList<ReplicaCount> services);
}
