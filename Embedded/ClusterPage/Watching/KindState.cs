namespace Workshop.ClusterPage.Watching;

/// <summary>How the watch of one kind is.</summary>
/// <param name="Problem">One sentence; empty while it is live.</param>
/// <param name="WhatToDo">One sentence; empty when nothing needs to be done.</param>
public sealed record KindState(KindPhase Phase, string Problem, string WhatToDo)
{
    public static readonly KindState Starting = new(KindPhase.Starting, "", "");

    public static readonly KindState Live = new(KindPhase.Live, "", "");
}
