using Microsoft.Win32.SafeHandles;

namespace Workshop.Fuzz.Tests.Engine;

/// <summary>The input that a door is given now, in a file: where a reader overflows the stack, nothing else is left of it.</summary>
internal sealed class LastInput(string path) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);

    public void Keep(byte[] input)
    {
        RandomAccess.SetLength(_file, input.Length);
        RandomAccess.Write(_file, input, 0);
    }

    /// <summary>Nothing died.</summary>
    public void Dispose()
    {
        _file.Dispose();
        File.Delete(path);
    }
}
