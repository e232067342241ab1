using System.Globalization;

namespace Workshop.Dashboard.Display;

/// <summary>Places of SVG in percent: the browser stretches a drawing to any width without asking the server again.</summary>
internal static class Percent
{
    public static string Of(double value) => value.ToString("0.###", CultureInfo.InvariantCulture) + "%";
}
