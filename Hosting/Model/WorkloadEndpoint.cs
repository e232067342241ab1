namespace Workshop.Hosting.Model;

/// <summary>A port that a resource listens on.</summary>
/// <param name="Port">The port under which others reach it; null: the scheme's own (80, 443) or, from outside, the run's choice.</param>
/// <param name="TargetPort">The port on which the program listens; null: 8080 for http, 8443 for https.</param>
/// <param name="IsExternal">Reached from outside the cluster.</param>
internal sealed record WorkloadEndpoint(string Name, string Scheme, int? Port, int? TargetPort, bool IsExternal)
{
    /// <summary>0 where nothing says it; the validator refuses that.</summary>
    public int ListeningPort => TargetPort ?? Scheme switch
    {
        "http" => 8080,
        "https" => 8443,
        _ => 0,
    };
}
