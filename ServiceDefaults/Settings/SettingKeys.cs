namespace Workshop.ServiceDefaults.Settings;

/// <summary>The configuration keys that all services share; Docs/pod-contract.md says what they mean.</summary>
internal static class SettingKeys
{
    public const string Http = "Workshop:Http";
    public const string Health = "Workshop:Health";
    public const string Https = "Workshop:Https";
    public const string SecretsFolder = "Workshop:SecretsFolder";
    public const string Version = "Workshop:Version";
    public const string Lab = "Workshop:Lab";
    public const string DrainDelay = "Workshop:DrainDelay";
    public const string DrainTimeout = "Workshop:DrainTimeout";
    public const string LogFormat = "Workshop:LogFormat";
    public const string AccessLog = "Workshop:AccessLog";

    /// <summary>Environment variables of the node, not settings of a user.</summary>
    public const string PodIP = "WORKSHOP_POD_IP";
    public const string Names = "WORKSHOP_NAMES";
    public const string PodName = "HOSTNAME";
    public const string PodNode = "WORKSHOP_NODE";
}
