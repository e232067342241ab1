using System.Globalization;
using System.Text;

namespace Workshop.Dashboard.ConsoleLogs;

/// <summary>
/// Reads a line with the escapes of a terminal: <c>ESC[31;1mred and bold ESC[0m</c>. Colours become classes, so that they can be read on light and on
/// dark; of 256 and of 16 million colours the nearest of 16 is taken. All other escapes and control characters are left out.
/// </summary>
internal static class AnsiText
{
    private const char Escape = '\u001b';

    // The sixteen as most terminals show them; only to find the nearest.
    private static readonly (int R, int G, int B)[] Sixteen =
    [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
        (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
    ];

    public static IReadOnlyList<AnsiSegment> Parse(string line)
    {
        if (!line.Any(char.IsControl))
        {
            return [new AnsiSegment(line, "")];
        }

        var segments = new List<AnsiSegment>();
        var text = new StringBuilder();
        var look = default(Look);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == Escape)
            {
                i = ReadEscape(line, i, out var codes);
                if (codes is not null)
                {
                    Flush(segments, text, look);
                    look = look.With(codes);
                }
            }
            else if (line[i] == '\t' || !char.IsControl(line[i]))
            {
                text.Append(line[i]);
            }
        }

        Flush(segments, text, look);
        return segments;
    }

    /// <summary>The text alone.</summary>
    public static string Plain(string line) => line.Any(char.IsControl) ? string.Concat(Parse(line).Select(segment => segment.Text)) : line;

    // ESC [ 1;31 m sets a look; ESC [ 2 K and its like do other things; ESC ] … BEL or ESC \ is a title or a link.
    private static int ReadEscape(string line, int start, out string? codes)
    {
        codes = null;
        var i = start + 1;
        if (i >= line.Length)
        {
            return i;
        }

        if (line[i] == ']')
        {
            while (i < line.Length && line[i] != '\a' && !(line[i] == '\\' && line[i - 1] == Escape))
            {
                i++;
            }

            return i;
        }

        if (line[i] != '[')
        {
            return i;
        }

        var first = ++i;
        while (i < line.Length && line[i] is < '@' or > '~')
        {
            i++;
        }

        if (i < line.Length && line[i] == 'm')
        {
            codes = line[first..i];
        }

        return i;
    }

    private static void Flush(List<AnsiSegment> segments, StringBuilder text, Look look)
    {
        if (text.Length > 0)
        {
            segments.Add(new AnsiSegment(text.ToString(), look.Classes));
            text.Clear();
        }
    }

    private static int Nearest(int r, int g, int b) =>
        Enumerable.Range(0, 16).MinBy(i => Square(Sixteen[i].R - r) + Square(Sixteen[i].G - g) + Square(Sixteen[i].B - b));

    private static int Square(int value) => value * value;

    private static int NearestOf256(int index) => index switch
    {
        < 16 => index,
        >= 232 => Nearest(8 + ((index - 232) * 10), 8 + ((index - 232) * 10), 8 + ((index - 232) * 10)),
        _ => Nearest(Level((index - 16) / 36), Level((index - 16) / 6 % 6), Level((index - 16) % 6)),
    };

    private static int Level(int step) => step == 0 ? 0 : 55 + (step * 40);

    private readonly record struct Look(int? Text, int? Background, bool IsBold, bool IsDim, bool IsItalic, bool IsUnderlined)
    {
        public string Classes => string.Join(' ', Parts());

        public Look With(string codes)
        {
            var look = this;
            var numbers = new Queue<int>(codes.Split(';', ':').Select(code => int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0));
            while (numbers.TryDequeue(out var number))
            {
                look = look.With(number, numbers);
            }

            return look;
        }

        private Look With(int number, Queue<int> rest) => number switch
        {
            0 => default,
            1 => this with { IsBold = true },
            2 => this with { IsDim = true },
            3 => this with { IsItalic = true },
            4 => this with { IsUnderlined = true },
            22 => this with { IsBold = false, IsDim = false },
            23 => this with { IsItalic = false },
            24 => this with { IsUnderlined = false },
            >= 30 and <= 37 => this with { Text = number - 30 },
            38 => this with { Text = Extended(rest) },
            39 => this with { Text = null },
            >= 40 and <= 47 => this with { Background = number - 40 },
            48 => this with { Background = Extended(rest) },
            49 => this with { Background = null },
            >= 90 and <= 97 => this with { Text = number - 82 },
            >= 100 and <= 107 => this with { Background = number - 92 },
            _ => this,
        };

        // 38;5;n or 38;2;r;g;b
        private static int? Extended(Queue<int> rest)
        {
            var kind = rest.TryDequeue(out var first) ? first : 0;
            return kind switch
            {
                5 when rest.TryDequeue(out var index) => NearestOf256(Math.Clamp(index, 0, 255)),
                2 when rest.Count >= 3 => Nearest(rest.Dequeue(), rest.Dequeue(), rest.Dequeue()),
                _ => null,
            };
        }

        private IEnumerable<string> Parts()
        {
            if (Text is { } text)
            {
                yield return $"ansi-{text}";
            }

            if (Background is { } background)
            {
                yield return $"ansi-on-{background}";
            }

            if (IsBold)
            {
                yield return "ansi-bold";
            }

            if (IsDim)
            {
                yield return "ansi-dim";
            }

            if (IsItalic)
            {
                yield return "ansi-italic";
            }

            if (IsUnderlined)
            {
                yield return "ansi-underline";
            }
        }
    }
}
