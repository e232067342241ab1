using System.Globalization;

namespace Workshop.Cluster.Registry.Fields;

/// <summary>Times as Go's <c>time.Parse</c> reads them: what it takes, and in which words it refuses the rest.</summary>
internal sealed class GoTime
{
    private const string Seconds = "2006-01-02T15:04:05Z07:00";
    private const string Micros = "2006-01-02T15:04:05.000000Z07:00";
    private const string Fraction = ".000000";

    private static readonly string[] Whole = ["2006", "-", "01", "-", "02", "T", "15", ":", "04", ":", "05"];

    private readonly string _text;
    private readonly string _layout;
    private readonly int[] _parts = new int[6];
    private string _rest;
    private long _ticks;
    private TimeSpan _offset;

    private GoTime(string text, string layout) => (_text, _rest, _layout) = (text, text, layout);

    /// <summary>With any fraction of a second, which is dropped, as in <c>metav1.Time</c>.</summary>
    /// <exception cref="FormatException">In Go's words.</exception>
    public static DateTimeOffset Parse(string text) => new GoTime(text, Seconds).Read();

    /// <summary>With six digits of a fraction, as in <c>metav1.MicroTime</c>.</summary>
    /// <exception cref="FormatException">In Go's words.</exception>
    public static DateTimeOffset ParseMicro(string text) => new GoTime(text, Micros).Read();

    private DateTimeOffset Read()
    {
        var number = 0;
        foreach (var part in Whole)
        {
            if (char.IsAsciiDigit(part[0]))
            {
                _parts[number++] = Number(part);
            }
            else
            {
                Skip(part);
            }
        }

        ReadFraction();
        ReadZone();
        if (_rest.Length > 0)
        {
            throw Wrong($": extra text: {GoText.Quote(_rest)}");
        }

        if (_parts[2] < 1 || _parts[0] is < 1 or > 9999 || _parts[2] > DateTime.DaysInMonth(_parts[0], _parts[1]))
        {
            throw Wrong(": day out of range");
        }

        return new DateTimeOffset(_parts[0], _parts[1], _parts[2], _parts[3], _parts[4], _parts[5], _offset).AddTicks(_ticks);
    }

    private int Number(string part)
    {
        // Only the hour may have one digit.
        var length = part == "15" && (_rest.Length < 2 || !char.IsAsciiDigit(_rest[1])) ? 1 : part.Length;
        if (_rest.Length < length || !_rest[..length].All(char.IsAsciiDigit))
        {
            throw CannotParse(_rest, part);
        }

        var number = int.Parse(_rest[..length], CultureInfo.InvariantCulture);
        _rest = _rest[length..];
        var name = (part, number) switch
        {
            ("01", < 1 or > 12) => "month",
            ("15", > 23) => "hour",
            ("04", > 59) => "minute",
            ("05", > 59) => "second",
            _ => null,
        };
        return name is null ? number : throw Wrong($": {name} out of range");
    }

    private void Skip(string sign)
    {
        if (!_rest.StartsWith(sign, StringComparison.Ordinal))
        {
            throw CannotParse(_rest, sign);
        }

        _rest = _rest[sign.Length..];
    }

    private void ReadFraction()
    {
        if (_layout == Seconds)
        {
            if (_rest.Length > 1 && _rest[0] is '.' or ',' && char.IsAsciiDigit(_rest[1]))
            {
                _rest = _rest[1..].TrimStart("0123456789".ToCharArray());
            }

            return;
        }

        if (_rest.Length < Fraction.Length || _rest[0] is not ('.' or ',') || !_rest[1..Fraction.Length].All(char.IsAsciiDigit))
        {
            throw CannotParse(_rest, Fraction);
        }

        _ticks = int.Parse(_rest[1..Fraction.Length], CultureInfo.InvariantCulture) * TimeSpan.TicksPerMicrosecond;
        _rest = _rest[Fraction.Length..];
    }

    private void ReadZone()
    {
        const string zone = "Z07:00";
        if (_rest.StartsWith('Z'))
        {
            _rest = _rest[1..];
            return;
        }

        if (_rest.Length < zone.Length || _rest[0] is not ('+' or '-') || _rest[3] != ':'
            || !int.TryParse(_rest.AsSpan(1, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(_rest.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes))
        {
            throw CannotParse(_rest, zone);
        }

        if (hours > 24 || minutes > 59)
        {
            throw Wrong(hours > 24 ? ": time zone offset hour out of range" : ": time zone offset minute out of range");
        }

        // .NET knows no zone beyond 14 hours, and nobody lives in one.
        var offset = new TimeSpan(hours, minutes, 0);
        _offset = offset <= TimeSpan.FromHours(14) ? (_rest[0] == '-' ? -offset : offset) : throw Wrong(": time zone offset hour out of range");
        _rest = _rest[zone.Length..];
    }

    private FormatException CannotParse(string what, string part) =>
        new($"parsing time {GoText.Quote(_text)} as {GoText.Quote(_layout)}: cannot parse {GoText.Quote(what)} as {GoText.Quote(part)}");

    private FormatException Wrong(string why) => new($"parsing time {GoText.Quote(_text)}{why}");
}
