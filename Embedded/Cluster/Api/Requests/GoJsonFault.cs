using System.Globalization;
using System.Text;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Api.Requests;

/// <summary>Says what is wrong with a JSON text in the words of Go's parser, which Kubernetes passes on and users search for.</summary>
internal ref struct GoJsonFault
{
    private const string EndOfInput = "unexpected end of JSON input";

    private readonly ReadOnlySpan<byte> _text;
    private int _at;

    private GoJsonFault(ReadOnlySpan<byte> text) => _text = text;

    /// <returns>Null: the text is well formed.</returns>
    public static string? Find(ReadOnlySpan<byte> text)
    {
        var scan = new GoJsonFault(text);
        var fault = scan.Value(0);
        if (fault is not null)
        {
            return fault;
        }

        scan.SkipSpace();
        return scan._at < text.Length ? scan.Invalid("after top-level value") : null;
    }

    private string? Value(int depth)
    {
        SkipSpace();
        if (_at >= _text.Length)
        {
            return EndOfInput;
        }

        if (depth > JsonText.DepthLimit)
        {
            return JsonText.TooDeep;
        }

        var first = _text[_at];
        return first switch
        {
            (byte)'{' => Object(depth),
            (byte)'[' => Array(depth),
            (byte)'"' => String(),
            (byte)'t' => Literal("true"),
            (byte)'f' => Literal("false"),
            (byte)'n' => Literal("null"),
            (byte)'-' => Number(),
            _ when IsDigit(first) => Number(),
            _ => Invalid("looking for beginning of value"),
        };
    }

    private string? Object(int depth)
    {
        _at++;
        SkipSpace();
        if (Take('}'))
        {
            return null;
        }

        while (true)
        {
            SkipSpace();
            if (Peek() != '"')
            {
                return Invalid("looking for beginning of object key string");
            }

            var fault = String();
            SkipSpace();
            if (fault is null && !Take(':'))
            {
                fault = Invalid("after object key");
            }

            fault ??= Value(depth + 1);
            if (fault is not null)
            {
                return fault;
            }

            SkipSpace();
            if (Take('}'))
            {
                return null;
            }

            if (!Take(','))
            {
                return Invalid("after object key:value pair");
            }
        }
    }

    private string? Array(int depth)
    {
        _at++;
        SkipSpace();
        if (Take(']'))
        {
            return null;
        }

        while (true)
        {
            if (Value(depth + 1) is { } fault)
            {
                return fault;
            }

            SkipSpace();
            if (Take(']'))
            {
                return null;
            }

            if (!Take(','))
            {
                return Invalid("after array element");
            }
        }
    }

    private string? String()
    {
        _at++;
        while (_at < _text.Length)
        {
            var next = _text[_at];
            if (next == '"')
            {
                _at++;
                return null;
            }

            if (next < 0x20)
            {
                return Invalid("in string literal");
            }

            if (next == '\\' && Escape() is { } fault)
            {
                return fault;
            }

            _at++;
        }

        return EndOfInput;
    }

    // Leaves _at on the escape's last character.
    private string? Escape()
    {
        _at++;
        if (Peek() != 'u')
        {
            return Peek() is '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't' ? null : Invalid("in string escape code");
        }

        for (var digit = 0; digit < 4; digit++)
        {
            _at++;
            if (!char.IsAsciiHexDigit(Peek()))
            {
                return Invalid("in \\u hexadecimal character escape");
            }
        }

        return null;
    }

    private string? Literal(string word)
    {
        foreach (var letter in word)
        {
            if (Peek() != letter)
            {
                return Invalid($"in literal {word} (expecting '{letter}')");
            }

            _at++;
        }

        return null;
    }

    private string? Number()
    {
        Take('-');
        if (!Take('0') && !TakeDigits())
        {
            return Invalid("in numeric literal");
        }

        if (Take('.') && !TakeDigits())
        {
            return Invalid("after decimal point in numeric literal");
        }

        if (Peek() is 'e' or 'E')
        {
            _at++;
            if (Peek() is '+' or '-')
            {
                _at++;
            }

            return TakeDigits() ? null : Invalid("in exponent of numeric literal");
        }

        return null;
    }

    private string Invalid(string where) => _at >= _text.Length ? EndOfInput : $"invalid character {Quote()} {where}";

    private readonly string Quote()
    {
        Rune.DecodeFromUtf8(_text[_at..], out var rune, out _);
        return rune.Value switch
        {
            '\'' => @"'\''",
            '"' => "'\"'",
            '\\' => @"'\\'",
            '\n' => @"'\n'",
            '\r' => @"'\r'",
            '\t' => @"'\t'",
            < 0x20 => string.Create(CultureInfo.InvariantCulture, $@"'\x{rune.Value:x2}'"),
            _ => $"'{rune}'",
        };
    }

    private void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }
    }

    private readonly char Peek() => _at < _text.Length ? (char)_text[_at] : '\0';

    private bool Take(char wanted)
    {
        if (_at >= _text.Length || _text[_at] != wanted)
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool TakeDigits()
    {
        var start = _at;
        while (_at < _text.Length && IsDigit(_text[_at]))
        {
            _at++;
        }

        return _at > start;
    }

    private static bool IsDigit(byte letter) => letter is >= (byte)'0' and <= (byte)'9';
}
