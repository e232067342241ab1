using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Workshop.Cluster.Registry.Custom;

/// <summary>Reads Kubernetes' JSONPath, and what stands on both sides of a filter's comparison.</summary>
/// <param name="depth">How many filters and unions this text stands in.</param>
internal sealed partial class JsonPathReader(string text, int depth = 0)
{
    private const int MostDepth = 32;
    private const string Terminators = " \t\r\n.,[]$@{}";

    private readonly List<JsonPathStep> _steps = [];
    private int _at;
    private bool _isDescending;

    /// <exception cref="FormatException">The text is no path.</exception>
    public IReadOnlyList<JsonPathStep> Read()
    {
        if (depth > MostDepth)
        {
            throw new FormatException($"more than {MostDepth} filters in each other");
        }

        while (_at < text.Length)
        {
            ReadStep();
        }

        return _steps;
    }

    private void ReadStep()
    {
        var wasDescending = _isDescending;
        _isDescending = false;
        if (text.AsSpan(_at).StartsWith("[?("))
        {
            ReadFilter();
        }
        else if (text.AsSpan(_at).StartsWith(".."))
        {
            ReadDescent(wasDescending);
        }
        else
        {
            ReadOther(text[_at]);
        }
    }

    private void ReadOther(char next)
    {
        switch (next)
        {
            case ' ' or '@' or '$':
                _at++;
                break;
            case '[':
                ReadBrackets();
                break;
            case '.':
                _at++;
                ReadField();
                break;
            case '"' or '\'':
                _steps.Add(JsonPathSteps.Constant(ReadQuoted(next)));
                break;
            case '+' or '-' or (>= '0' and <= '9'):
                _steps.Add(JsonPathSteps.Constant(ReadNumber()));
                break;
            default:
                _steps.Add(JsonPathSteps.Constant(ReadWord()));
                break;
        }
    }

    private void ReadDescent(bool wasDescending)
    {
        if (wasDescending)
        {
            throw new FormatException("invalid multiple recursive descent");
        }

        _steps.Add(JsonPathSteps.Recursive());
        _isDescending = true;
        _at += 2;
        if (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] == '_'))
        {
            ReadField();
            _isDescending = false;
        }
    }

    private void ReadField()
    {
        var from = _at;
        while (_at < text.Length && !Terminators.Contains(text[_at], StringComparison.Ordinal))
        {
            _at += text[_at] == '\\' ? 2 : 1;
        }

        _at = Math.Min(_at, text.Length);
        var name = text[from.._at];
        _steps.Add(name == "*" ? JsonPathSteps.Wildcard() : JsonPathSteps.Field(name.Replace("\\", "", StringComparison.Ordinal)));
    }

    // ['app'], [0], [1:3], [*], ['a','b']
    private void ReadBrackets()
    {
        var end = text.IndexOf(']', _at);
        if (end < 0)
        {
            throw new FormatException("unterminated array");
        }

        var inner = text[(_at + 1)..end];
        _at = end + 1;
        if (inner.Contains(',', StringComparison.Ordinal))
        {
            _steps.Add(JsonPathSteps.Union([.. inner.Split(',').Select(part => Within($"[{part.Trim(' ')}]"))]));
        }
        else if (Key().Match(inner) is { Success: true } key)
        {
            _steps.AddRange(Within($".{key.Groups[1].Value}"));
        }
        else
        {
            _steps.Add(JsonPathSteps.Slice(RangeOf(inner == "*" ? ":" : inner)));
        }
    }

    private static JsonPathRange RangeOf(string inner)
    {
        var parts = Range().Match(inner);
        if (!parts.Success || inner.Length == 0)
        {
            throw new FormatException($"invalid array index {inner}");
        }

        var range = new JsonPathRange(Number(parts.Groups[1]), Number(parts.Groups[2]), Number(parts.Groups[3]), !inner.Contains(':', StringComparison.Ordinal));
        return range.Step is <= 0 ? throw new FormatException("step must be > 0") : range;
    }

    private static int? Number(Group group)
    {
        var digits = group.Value.TrimStart(':');
        return digits.Length == 0
            ? null
            : int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"array index {digits} is not a number");
    }

    private void ReadFilter()
    {
        var end = EndOfFilter();
        var inner = text[(_at + 3)..end];
        if (end + 1 >= text.Length || text[end + 1] != ']')
        {
            throw new FormatException("unclosed array expect ]");
        }

        _at = end + 2;
        var parts = Comparison().Match(inner);
        if (!parts.Success)
        {
            _steps.Add(JsonPathSteps.Exists(Within(inner)));
            return;
        }

        var (test, isOrder) = TestOf(parts.Groups[2].Value);
        _steps.Add(JsonPathSteps.Where(Within(parts.Groups[1].Value), Within(parts.Groups[3].Value), test, isOrder));
    }

    // The first ) that no quotes surround.
    private int EndOfFilter()
    {
        char? quote = null;
        for (var place = _at + 3; place < text.Length; place++)
        {
            switch (text[place])
            {
                case '"' or '\'' when quote is null:
                    quote = text[place];
                    break;
                case var other when other == quote && text[place - 1] != '\\':
                    quote = null;
                    break;
                case ')' when quote is null:
                    return place;
            }
        }

        throw new FormatException("unterminated filter");
    }

    private static (Func<int, bool> Test, bool IsOrder) TestOf(string sign) => sign switch
    {
        "==" => (order => order == 0, false),
        "!=" => (order => order != 0, false),
        "<" => (order => order < 0, true),
        "<=" => (order => order <= 0, true),
        ">" => (order => order > 0, true),
        ">=" => (order => order >= 0, true),
        _ => throw new FormatException($"unrecognized filter operator {sign}"),
    };

    private JsonValue ReadQuoted(char quote)
    {
        var end = _at + 1;
        while (end < text.Length && (text[end] != quote || text[end - 1] == '\\'))
        {
            end++;
        }

        if (end >= text.Length)
        {
            throw new FormatException("unterminated quoted string");
        }

        var inner = text[(_at + 1)..end];
        _at = end + 1;
        return JsonValue.Create(Escape().Replace(inner, "$1"));
    }

    private JsonValue ReadNumber()
    {
        var sign = text[_at++];
        var digits = sign + Take(next => next is '.' or (>= '0' and <= '9'));
        return long.TryParse(digits, CultureInfo.InvariantCulture, out var whole)
            ? JsonValue.Create(whole)
            : double.TryParse(digits, CultureInfo.InvariantCulture, out var fraction) ? JsonValue.Create(fraction) : throw new FormatException($"cannot parse number {digits}");
    }

    private JsonValue ReadWord() => Take(next => char.IsLetterOrDigit(next) || next == '_') switch
    {
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        "" => throw new FormatException($"unrecognized character in action: '{text[_at]}'"),
        var word => throw new FormatException($"unrecognized identifier {word}"),
    };

    private string Take(Func<char, bool> isPart)
    {
        var from = _at;
        while (_at < text.Length && isPart(text[_at]))
        {
            _at++;
        }

        return text[from.._at];
    }

    private IReadOnlyList<JsonPathStep> Within(string inner) => new JsonPathReader(inner, depth + 1).Read();

    [GeneratedRegex(@"^'([^']*)'\z")]
    private static partial Regex Key();

    [GeneratedRegex(@"^(-?[0-9]*)(:-?[0-9]*)?(:-?[0-9]*)?\z")]
    private static partial Regex Range();

    [GeneratedRegex(@"^([^!<>=]+)([!<>=]+)(.+)\z")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();
}
