using System.Globalization;

namespace Workshop.Cluster.Registry.Selectors;

/// <summary>Reads a label selector: <c>a=b, c!=d, e in (x,y), f notin (z), g, !h, i&gt;1</c>.</summary>
internal sealed class LabelSelectorParser(string text)
{
    private int _at;

    public IReadOnlyList<LabelRequirement> Parse()
    {
        var requirements = new List<LabelRequirement>();
        do
        {
            requirements.Add(Requirement());
        }
        while (Take(","));

        return Peek() is { Length: 0 } ? requirements : throw Bad($"found '{Peek()}', expected: ',' or 'end of string'");
    }

    private LabelRequirement Requirement()
    {
        if (Take("!"))
        {
            return new LabelRequirement(Key(), LabelOperator.DoesNotExist, []);
        }

        var key = Key();
        var word = Peek();
        if (word is "" or ",")
        {
            return new LabelRequirement(key, LabelOperator.Exists, []);
        }

        Take(word);
        return Checked(word switch
        {
            "=" or "==" => new LabelRequirement(key, LabelOperator.In, [Value()]),
            "!=" => new LabelRequirement(key, LabelOperator.NotIn, [Value()]),
            "in" => new LabelRequirement(key, LabelOperator.In, Values()),
            "notin" => new LabelRequirement(key, LabelOperator.NotIn, Values()),
            ">" => new LabelRequirement(key, LabelOperator.GreaterThan, [Value()]),
            "<" => new LabelRequirement(key, LabelOperator.LessThan, [Value()]),
            _ => throw Bad($"found '{word}', expected: in, notin, =, ==, !=, gt, lt"),
        });
    }

    // What can be read, and still makes no sense.
    private static LabelRequirement Checked(LabelRequirement requirement)
    {
        var errors = new FieldErrors();
        var isOrder = requirement.Operator is LabelOperator.GreaterThan or LabelOperator.LessThan;
        if (requirement.Values.Count == 0)
        {
            errors.Invalid("values", new GoExpression("[]string{}"), "for 'in', 'notin' operators, values set can't be empty");
        }

        for (var i = 0; i < requirement.Values.Count; i++)
        {
            var (field, value) = ($"values[{i}][{requirement.Key}]", requirement.Values[i]);
            if (isOrder && !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            {
                errors.Invalid(field, value, "for 'Gt', 'Lt' operators, the value must be an integer");
            }

            errors.Invalid(field, value, Syntax.LabelValue(value));
        }

        return errors.Any ? throw Bad(errors.ToString()) : requirement;
    }

    private string Key()
    {
        var key = Peek();
        if (key.Length == 0 || !IsWord(key[0]))
        {
            throw Bad($"found '{key}', expected: !, identifier, or 'end of string'");
        }

        Take(key);
        return Syntax.QualifiedName(key).ToList() is { Count: > 0 } wrong ? throw Bad($"<nil>: Invalid value: {GoText.Quote(key)}: {string.Join("; ", wrong)}") : key;
    }

    // Empty where the next token is a comma or the end: `a=` is the empty value.
    private string Value()
    {
        var value = Peek();
        if (value is "" or "," or ")")
        {
            return "";
        }

        if (!IsWord(value[0]))
        {
            throw Bad($"found '{value}', expected: identifier");
        }

        Take(value);
        return value;
    }

    private List<string> Values()
    {
        if (!Take("("))
        {
            throw Bad($"found '{Peek()}' expected: '('");
        }

        var values = new SortedSet<string>(StringComparer.Ordinal);
        if (Take(")"))
        {
            return [];
        }

        do
        {
            values.Add(Value());
        }
        while (Take(","));

        return Take(")") ? [.. values] : throw Bad($"found '{Peek()}', expected: ',' or ')'");
    }

    private bool Take(string token)
    {
        if (token.Length == 0 || Peek() != token)
        {
            return false;
        }

        _at += token.Length;
        return true;
    }

    /// <summary>The next token without taking it; empty at the end.</summary>
    private string Peek()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }

        if (_at == text.Length)
        {
            return "";
        }

        var end = _at;
        if (IsWord(text[end]))
        {
            while (end < text.Length && IsWord(text[end]))
            {
                end++;
            }
        }
        else
        {
            // `==` and `!=` are one token; all other signs stand alone.
            end += _at + 1 < text.Length && text[_at] is '=' or '!' && _at + 1 < text.Length && text[_at + 1] == '=' ? 2 : 1;
        }

        return text[_at..end];
    }

    private static bool IsWord(char c) => !char.IsWhiteSpace(c) && c is not ('=' or '!' or '(' or ')' or ',' or '>' or '<');

    private static StatusException Bad(string what) => StatusErrors.BadRequest($"unable to parse requirement: {what}");
}
