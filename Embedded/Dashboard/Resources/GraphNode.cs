namespace Workshop.Dashboard.Resources;

/// <summary>A row, and where its upper left corner is.</summary>
internal sealed record GraphNode(ResourceRow Row, int X, int Y);
