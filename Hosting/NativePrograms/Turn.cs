namespace Workshop.Hosting.NativePrograms;

/// <summary>Held by the one run that makes programs in a folder; gone with its process.</summary>
internal sealed class Turn : IDisposable
{
    private readonly FileStream _file;

    private Turn(FileStream file) => _file = file;

    /// <returns>Null: another has it.</returns>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static Turn? Take(string folder)
    {
        try
        {
            return new Turn(new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
