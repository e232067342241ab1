using Microsoft.Extensions.Options;

namespace Workshop.Dashboard.Telemetry;

[OptionsValidator]
internal sealed partial class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>;
