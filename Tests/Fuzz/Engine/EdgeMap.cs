using System.Reflection;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Workshop.Fuzz.Tests.Engine;

/// <summary>Which ways through our code have been gone, as the instrumented code marks them: a step from one place to another is an edge. Off where nothing is instrumented.</summary>
internal sealed unsafe class EdgeMap
{
    private const int Size = 64 * 1024;

    private static byte* _marks;

    // For each edge the counts that it was seen with, a bit for 1, 2, 3, 4–7, 8–15, 16–31, 32–127 and more.
    private readonly byte[] _seen = new byte[Size];

    public static bool IsOn => _marks != null;

    public int Edges => _seen.Count(counts => counts != 0);

    /// <summary>Gives instrumented code the memory that it writes to. Before any of it runs.</summary>
    public static void OpenIfInstrumented(Assembly sample)
    {
        if (_marks == null && sample.GetReferencedAssemblies().Any(assembly => assembly.Name == typeof(Trace).Assembly.GetName().Name))
        {
            _marks = (byte*)NativeMemory.AllocZeroed(Size);
            Trace.SharedMem = _marks;
        }
    }

    public static void Begin()
    {
        if (IsOn)
        {
            new Span<byte>(_marks, Size).Clear();
            Trace.PrevLocation = 0;
        }
    }

    /// <returns>Whether a way was gone since <see cref="Begin"/> that had not been gone before.</returns>
    public bool TakeNew()
    {
        if (!IsOn)
        {
            return false;
        }

        var isNew = false;
        var marks = new ReadOnlySpan<byte>(_marks, Size);
        for (var at = marks.IndexOfAnyExcept((byte)0); at >= 0;)
        {
            var bit = BitOf(marks[at]);
            isNew |= (_seen[at] & bit) == 0;
            _seen[at] |= bit;
            var step = marks[(at + 1)..].IndexOfAnyExcept((byte)0);
            at = step < 0 ? -1 : at + 1 + step;
        }

        return isNew;
    }

    private static byte BitOf(byte count) => count switch
    {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
