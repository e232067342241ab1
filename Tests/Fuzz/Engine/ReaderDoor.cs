using System.Text;

namespace Workshop.Fuzz.Tests.Engine;

/// <summary>A reader of bytes or of a text: no process, no connection.</summary>
/// <param name="read">Takes an input; what it documents as a refusal it does not let out.</param>
internal sealed class ReaderDoor(string name, Action<byte[]> read, IReadOnlyList<byte[]> seeds, IReadOnlyList<string> words, int share = 30) : Door
{
    public override string Name => name;

    public override IReadOnlyList<byte[]> Seeds => seeds;

    public override IReadOnlyList<string> Words => words;

    public override int Share => share;

    public static ReaderDoor OfText(string name, Action<string> read, IEnumerable<string> seeds, params string[] words) =>
        new(name, bytes => read(Encoding.UTF8.GetString(bytes)), [.. seeds.Select(Encoding.UTF8.GetBytes)], words);

    public static ReaderDoor OfBytes(string name, Action<byte[]> read, IEnumerable<byte[]> seeds, params string[] words) => new(name, read, [.. seeds], words);

    /// <summary>A reader of texts that says with an exception of this kind what is wrong with one.</summary>
    public static ReaderDoor Refusing<TRefusal>(string name, Action<string> read, IEnumerable<string> seeds, params string[] words)
        where TRefusal : Exception => OfText(name, text => Refuse<TRefusal>(() => read(text)), seeds, words);

    public static void Refuse<TRefusal>(Action read)
        where TRefusal : Exception
    {
        try
        {
            read();
        }
        catch (TRefusal refusal)
        {
            // Somebody has to be told what is wrong.
            if (string.IsNullOrWhiteSpace(refusal.Message))
            {
                throw new InvalidOperationException("The refusal says nothing.", refusal);
            }
        }
    }

    public override ValueTask KnockAsync(byte[] input)
    {
        read(input);
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
