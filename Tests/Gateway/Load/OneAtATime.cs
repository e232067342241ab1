namespace Workshop.Gateway.Tests.Load;

/// <summary>Tests that keep a rate have the machine to themselves, as far as this room goes.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneAtATime
{
    public const string Name = "Load";
}
