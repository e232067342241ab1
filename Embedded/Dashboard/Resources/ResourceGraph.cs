using System.Collections.Immutable;

namespace Workshop.Dashboard.Resources;

/// <summary>Rows as a drawing: from who is asked first to who is asked last.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
internal sealed record ResourceGraph(ImmutableArray<GraphNode> Nodes, ImmutableArray<GraphEdge> Edges, int Width, int Height);
