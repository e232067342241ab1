namespace Workshop.Hosting.Translation;

/// <summary>Names an endpoint across the application.</summary>
internal readonly record struct EndpointKey(string Resource, string Endpoint)
{
    public override string ToString() => $"{Resource}/{Endpoint}";
}
