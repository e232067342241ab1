using Microsoft.Extensions.Options;

namespace Workshop.Dashboard.Intake;

[OptionsValidator]
internal sealed partial class IntakeOptionsValidator : IValidateOptions<IntakeOptions>;
