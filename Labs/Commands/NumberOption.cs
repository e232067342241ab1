using System.CommandLine;
using System.Globalization;

namespace Workshop.Labs.Commands;

/// <summary>Options that are numbers within bounds.</summary>
internal static class NumberOption
{
    // By its text: asked for the value of what is no number, the library throws.
    public static void InRange(this Option<int> option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var only] && !(int.TryParse(only.Value, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most))
        {
            result.AddError($"{option.Name} is a number from {least} to {most}.");
        }
    });
}
