namespace Workshop.Dashboard.Watching;

public sealed record ContainerPort(string Name, int Number, string Protocol);
