using System.Text;
using System.Text.Json;

namespace Workshop.Fuzz.Tests.Engine;

/// <summary>Makes hostile input of honest input. The same seed makes the same.</summary>
/// <param name="words">What means something at the door.</param>
/// <param name="others">Inputs that parts may be taken from.</param>
internal sealed class Mutator(Random random, IReadOnlyList<string> words, IReadOnlyList<byte[]> others)
{
    /// <summary>Longer inputs are cut: what is long enough for every limit of ours is long enough.</summary>
    public const int Longest = 64 * 1024;

    private const int MostRepeats = 4000;

    private readonly JsonMutator _json = new(random);

    /// <summary>One to four changes, one after the other.</summary>
    public byte[] Change(byte[] input)
    {
        if (random.Next(2) == 0 && TryChangeJson(input) is { } changed)
        {
            return Cut(changed);
        }

        for (var left = random.Next(1, 5); left > 0; left--)
        {
            input = Once(input);
        }

        return Cut(input);
    }

    /// <returns>Null: the input is no JSON object or list.</returns>
    public byte[]? TryChangeJson(byte[] input)
    {
        if (input.Length == 0 || input[0] is not ((byte)'{' or (byte)'['))
        {
            return null;
        }

        try
        {
            return _json.Change(input);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            // Changed before, and no JSON any more; or with the same name twice.
            return null;
        }
    }

    private byte[] Once(byte[] input) => random.Next(13) switch
    {
        0 => Flip(input),
        1 => Insert(input, RandomBytes(random.Next(1, 9))),
        2 => Remove(input),
        3 => Repeat(input, random.Next(2, 5)),
        4 => Repeat(input, random.Next(2, MostRepeats)),
        5 or 6 => Insert(input, Word()),
        7 or 8 => Replace(input, Word()),
        9 => ReplaceNumber(input),
        10 => Splice(input),
        11 => Swap(input),
        _ => input[..random.Next(input.Length + 1)],
    };

    private static byte[] Cut(byte[] input) => input.Length > Longest ? input[..Longest] : input;

    private byte[] Flip(byte[] input)
    {
        byte[] changed = [.. input];
        if (changed.Length > 0)
        {
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
        }

        return changed;
    }

    private byte[] Insert(byte[] input, byte[] part)
    {
        var at = random.Next(input.Length + 1);
        return [.. input[..at], .. part, .. input[at..]];
    }

    private byte[] Remove(byte[] input)
    {
        var (from, to) = Range(input);
        return [.. input[..from], .. input[to..]];
    }

    // A short piece many times over: brackets within brackets, a list of thousands, a word without end.
    private byte[] Repeat(byte[] input, int times)
    {
        var (from, to) = Range(input);
        to = Math.Min(to, from + Math.Max(1, Longest / times));
        var part = input[from..to];
        var repeated = new byte[part.Length * times];
        for (var i = 0; i < times; i++)
        {
            part.CopyTo(repeated, i * part.Length);
        }

        return [.. input[..from], .. repeated, .. input[to..]];
    }

    private byte[] Replace(byte[] input, byte[] part)
    {
        var (from, to) = Token(input);
        return [.. input[..from], .. part, .. input[to..]];
    }

    private byte[] ReplaceNumber(byte[] input)
    {
        var from = Array.FindIndex(input, random.Next(input.Length + 1), letter => letter is >= (byte)'0' and <= (byte)'9');
        if (from < 0)
        {
            return Insert(input, Pick(HostileWords.Numbers));
        }

        var to = from;
        while (to < input.Length && input[to] is >= (byte)'0' and <= (byte)'9')
        {
            to++;
        }

        return [.. input[..from], .. Pick(HostileWords.Numbers), .. input[to..]];
    }

    private byte[] Splice(byte[] input)
    {
        var other = others[random.Next(others.Count)];
        var (from, to) = Range(other);
        return [.. input[..random.Next(input.Length + 1)], .. other[from..to], .. input[random.Next(input.Length + 1)..]];
    }

    private byte[] Swap(byte[] input)
    {
        var (from, to) = Token(input);
        var (otherFrom, otherTo) = Token(input);
        return to <= otherFrom
            ? [.. input[..from], .. input[otherFrom..otherTo], .. input[to..otherFrom], .. input[from..to], .. input[otherTo..]]
            : Remove(input);
    }

    private (int From, int To) Range(byte[] input)
    {
        var from = random.Next(input.Length + 1);
        return (from, Math.Min(input.Length, from + random.Next(1, random.Next(4) == 0 ? 200 : 12)));
    }

    // A run of letters and digits, or one sign.
    private (int From, int To) Token(byte[] input)
    {
        if (input.Length == 0)
        {
            return (0, 0);
        }

        var at = random.Next(input.Length);
        var (from, to) = (at, at + 1);
        while (char.IsAsciiLetterOrDigit((char)input[at]) && from > 0 && char.IsAsciiLetterOrDigit((char)input[from - 1]))
        {
            from--;
        }

        while (char.IsAsciiLetterOrDigit((char)input[at]) && to < input.Length && char.IsAsciiLetterOrDigit((char)input[to]))
        {
            to++;
        }

        return (from, to);
    }

    private byte[] Word() => words.Count > 0 && random.Next(2) == 0 ? Pick(words) : Pick(HostileWords.Everywhere);

    private byte[] Pick(IReadOnlyList<string> from) => Encoding.UTF8.GetBytes(from[random.Next(from.Count)]);

    private byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
