using System.Globalization;

namespace Workshop.Dashboard.Display;

/// <summary>Writes a measured value with its unit; the codes of UCUM that instruments carry become what people write.</summary>
internal static class NumberText
{
    private static readonly string[] ByteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    public static string Of(double value, string unit) => unit switch
    {
        _ when !double.IsFinite(value) => value.ToString(CultureInfo.InvariantCulture),
        "s" when Math.Abs(value) < TimeSpan.MaxValue.TotalSeconds / 2 => DurationText.Of(TimeSpan.FromSeconds(value)),
        "ms" when Math.Abs(value) < TimeSpan.MaxValue.TotalMilliseconds / 2 => DurationText.Of(TimeSpan.FromMilliseconds(value)),
        "By" => Bytes(value),
        "%" => $"{Short(value)} %",
        "" or "1" => Short(value),
        _ when unit.EndsWith("/s", StringComparison.Ordinal) => $"{Of(value, unit[..^2])}/s",
        _ => $"{Short(value)} {Readable(unit)}",
    };

    /// <summary>The unit for the head of a chart: <c>{request}</c> is said as "request", seconds as "s".</summary>
    public static string Readable(string unit) => unit switch
    {
        "1" => "",
        "By" => "bytes",
        "Cel" => "°C",
        _ => unit.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Replace("By", "bytes", StringComparison.Ordinal),
    };

    public static string Short(double value)
    {
        var size = Math.Abs(value);
        return size switch
        {
            >= 1e15 or (> 0 and < 0.001) => value.ToString("0.##e0", CultureInfo.InvariantCulture),
            >= 1e9 => $"{Digits(value / 1e9)} G",
            >= 1e6 => $"{Digits(value / 1e6)} M",
            >= 1e4 => $"{Digits(value / 1e3)} k",
            _ => Digits(value),
        };
    }

    private static string Bytes(double value)
    {
        var unit = 0;
        for (; Math.Abs(value) >= 1024 && unit < ByteUnits.Length - 1; unit++)
        {
            value /= 1024;
        }

        return $"{Digits(value)} {ByteUnits[unit]}";
    }

    private static string Digits(double value)
    {
        var size = Math.Abs(value);
        return value.ToString(size < 1 ? "0.###" : size < 10 ? "0.##" : size < 100 ? "0.#" : "0", CultureInfo.InvariantCulture);
    }
}
