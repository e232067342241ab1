namespace Workshop.Hosting.Model;

internal enum WaitCondition
{
    /// <summary>All its replicas are Ready.</summary>
    Ready,

    /// <summary>One of its pods runs.</summary>
    Started,
}
