namespace Workshop.Cluster.Nodes.Pods;

/// <summary>Why a container does not run yet: Kubernetes' own words.</summary>
internal static class WaitingReasons
{
    public const string Creating = "ContainerCreating";
    public const string Initializing = "PodInitializing";
    public const string CrashLoop = "CrashLoopBackOff";
    public const string ConfigError = "CreateContainerConfigError";
    public const string CreateError = "CreateContainerError";
    public const string PullError = "ErrImagePull";
    public const string PullBackOff = "ImagePullBackOff";
    public const string NeverPull = "ErrImageNeverPull";
    public const string InvalidName = "InvalidImageName";
}
