namespace Workshop.Gateway.Forwarding;

/// <summary>What a failed attempt allows.</summary>
internal enum Retry
{
    No,

    /// <summary>One more attempt, at another destination where there is one.</summary>
    Once,

    /// <summary>Every destination that has not been tried; where there is only one, that one once more.</summary>
    Elsewhere,
}
