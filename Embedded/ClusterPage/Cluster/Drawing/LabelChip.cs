namespace Workshop.ClusterPage.Cluster.Drawing;

/// <summary>A label, or a part of a selector: both light up together with everything that has it.</summary>
public sealed record LabelChip(string Text, string Key);
