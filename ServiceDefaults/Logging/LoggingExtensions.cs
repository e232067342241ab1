using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Logging;

internal static class LoggingExtensions
{
    public static void AddConsoleLogs(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AccessLogger>();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
        builder.Logging.AddFilter("Yarp", LogLevel.Warning);

        // It logs with a stack what ServiceProgram says in one line, or what flies out of Main anyway.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);

        // A user's own levels come last and win: Logging__LogLevel__Yarp=Debug.
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddConsole(console => console.FormatterName = FormatterName(ServiceSettings.Of(builder).LogFormat));

        // Not by AddConsoleFormatter: it binds options by reflection, which a native build has not, and these formatters have none.
        builder.Services.AddSingleton<ConsoleFormatter, PlainConsoleFormatter>();
        builder.Services.AddSingleton<ConsoleFormatter, JsonLogFormatter>();
        builder.Services.AddSingleton<ConsoleFormatter, OriginalConsoleFormatter>();
    }

    public static void UseAccessLog(this WebApplication app)
    {
        if (app.Services.GetRequiredService<ServiceSettings>().AccessLog != AccessLog.Off)
        {
            var log = app.Services.GetRequiredService<AccessLogger>();
            app.Use((context, next) =>
            {
                log.Write(context);
                return next(context);
            });
        }
    }

    private static string FormatterName(LogFormat format) => format switch
    {
        LogFormat.Json => JsonLogFormatter.FormatName,
        LogFormat.Original => OriginalConsoleFormatter.FormatName,
        _ => PlainConsoleFormatter.FormatName,
    };
}
