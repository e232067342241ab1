using Workshop.ServiceDefaults.Settings;

namespace Workshop.Endpoints;

/// <summary>Flags that the endpoints bring to a service.</summary>
public static class EndpointFlags
{
    public static ServiceFlag Secret { get; } = new("secret", EndpointSettings.SecretKey, "secret that signs and checks tokens");
}
