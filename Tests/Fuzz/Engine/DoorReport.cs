namespace Workshop.Fuzz.Tests.Engine;

/// <summary>How many inputs a door took, and what came of it.</summary>
/// <param name="Corpus">Inputs that others were made of.</param>
/// <param name="Edges">Of our code; 0 where it is not instrumented.</param>
/// <param name="Growth">Of the managed heap after full collections, in bytes, between the first quarter and the end; null where it was not watched.</param>
internal sealed record DoorReport(string Door, int Inputs, int Corpus, int Edges, TimeSpan Slowest, long? Growth, IReadOnlyList<Finding> Findings);
