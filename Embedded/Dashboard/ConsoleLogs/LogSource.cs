using Workshop.Dashboard.Watching;

namespace Workshop.Dashboard.ConsoleLogs;

/// <summary>A container of a pod, whose log is read.</summary>
/// <param name="Uid">Of the pod: one that takes its name later is another one.</param>
internal readonly record struct LogSource(ObjectName Pod, string Uid, string Container);
