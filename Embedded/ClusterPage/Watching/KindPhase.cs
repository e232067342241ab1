namespace Workshop.ClusterPage.Watching;

public enum KindPhase
{
    /// <summary>Not read yet.</summary>
    Starting,

    /// <summary>Read, and followed.</summary>
    Live,

    /// <summary>The API says that we may not read it, or does not have it. Asked again now and then.</summary>
    Forbidden,

    /// <summary>The API does not answer, or not as it should. Asked again with backoff.</summary>
    Failing,

    /// <summary>Nobody said which cluster.</summary>
    NotConfigured,
}
