namespace Workshop.ServiceDefaults.Files;

/// <summary>One file's last known content and time stamp.</summary>
internal sealed class FollowedFile(string path)
{
    private (DateTime WrittenAt, long Length) _stamp;

    /// <value>Null while the file does not exist.</value>
    public byte[]? Content { get; private set; }

    /// <param name="isCertain">False: read only if the time stamp is another one.</param>
    /// <returns>True if the content is another one.</returns>
    public bool Refresh(bool isCertain)
    {
        var stamp = Stamp();
        if (!isCertain && stamp == _stamp)
        {
            return false;
        }

        var content = TryRead();
        _stamp = stamp;
        if ((content is null) == (Content is null) && content.AsSpan().SequenceEqual(Content))
        {
            return false;
        }

        Content = content;
        return true;
    }

    private (DateTime WrittenAt, long Length) Stamp()
    {
        // A mounted file is a link through a folder that is a link; the file at the end is what changes.
        var link = new FileInfo(path);
        var file = (link.LinkTarget is null ? link : link.ResolveLinkTarget(returnFinalTarget: true) as FileInfo) ?? link;
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }

    private byte[]? TryRead()
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
