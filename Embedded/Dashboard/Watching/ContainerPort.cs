namespace Workshop.Dashboard.Watching;

internal sealed record ContainerPort(string Name, int Number, string Protocol);
