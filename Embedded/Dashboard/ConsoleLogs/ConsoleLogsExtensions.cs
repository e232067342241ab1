namespace Workshop.Dashboard.ConsoleLogs;

internal static class ConsoleLogsExtensions
{
    /// <summary>The page of console logs; needs the watched cluster.</summary>
    public static void AddConsoleLogs(this WebApplicationBuilder builder) => builder.Services.AddSingleton<IPodLogs, KubernetesPodLogs>();
}
