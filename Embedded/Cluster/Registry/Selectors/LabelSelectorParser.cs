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
        return word switch
        {
            "=" or "==" => new LabelRequirement(key, LabelOperator.In, [Value()]),
            "!=" => new LabelRequirement(key, LabelOperator.NotIn, [Value()]),
            "in" => new LabelRequirement(key, LabelOperator.In, Values()),
            "notin" => new LabelRequirement(key, LabelOperator.NotIn, Values()),
            ">" => new LabelRequirement(key, LabelOperator.GreaterThan, [Value()]),
            "<" => new LabelRequirement(key, LabelOperator.LessThan, [Value()]),
            _ => throw Bad($"found '{word}', expected: in, notin, =, ==, !=, gt, lt"),
        };
    }

    private string Key()
    {
        var key = Peek();
        if (key.Length == 0 || !IsWord(key[0]))
        {
            throw Bad($"found '{key}', expected: !, identifier, or 'end of string'");
        }

        Take(key);
        return Syntax.QualifiedName(key) is { } wrong ? throw Bad($"key: Invalid value: {GoText.Quote(key)}: {wrong}") : key;
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
        return Syntax.LabelValue(value) is { } wrong ? throw Bad($"values[0][key]: Invalid value: {GoText.Quote(value)}: {wrong}") : value;
    }

    private List<string> Values()
    {
        if (!Take("("))
        {
            throw Bad($"found '{Peek()}' expected: '('");
        }

        var values = new List<string>();
        do
        {
            values.Add(Value());
        }
        while (Take(","));

        return Take(")") ? values : throw Bad($"found '{Peek()}', expected: ',' or ')'");
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
