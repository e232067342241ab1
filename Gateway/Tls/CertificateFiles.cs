using System.Security.Cryptography;
using System.Text;
using Workshop.ServiceDefaults;

namespace Workshop.Gateway.Tls;

/// <summary>A folder with <c>cert.pem</c> and <c>key.pem</c>: a mounted Secret, or the place where a certificate of our own is kept.</summary>
internal static class CertificateFiles
{
    public const string Certificate = "cert.pem";
    public const string Key = "key.pem";

    /// <summary>Makes both files unless both are there.</summary>
    /// <exception cref="ServiceException">One is missing, or the folder cannot be written.</exception>
    public static void MakeIfNone(string folder, Func<(string Certificate, string Key)> make)
    {
        var (certificate, key) = (Path.Combine(folder, Certificate), Path.Combine(folder, Key));
        if (File.Exists(certificate) != File.Exists(key))
        {
            throw new ServiceException($"Workshop:TlsDirectory: '{folder}' has only one of {Certificate} and {Key}. Add the other, or remove it to have both made.");
        }

        if (File.Exists(certificate))
        {
            return;
        }

        try
        {
            var made = make();
            Directory.CreateDirectory(folder);
            Write(key, made.Key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            Write(certificate, made.Certificate, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ServiceException($"Workshop:TlsDirectory: no certificate can be kept in '{folder}'. {e.Message} Name a folder that can be written, or none for a certificate in memory.", e);
        }
    }

    /// <summary>Takes the rights of others away from a key that lies here itself. One of a mounted Secret is a link, and has the mode that its volume says.</summary>
    /// <returns>The mode that it had, such as 644; null where nothing was to be done.</returns>
    /// <exception cref="UnauthorizedAccessException">It is not ours to change.</exception>
    /// <exception cref="IOException">Nobody can change it: a folder that is mounted to be read only.</exception>
    public static string? Close(string folder)
    {
        var key = Path.Combine(folder, Key);
        if (OperatingSystem.IsWindows() || new FileInfo(key).LinkTarget is not null)
        {
            return null;
        }

        var mode = File.GetUnixFileMode(key);
        if ((mode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) == 0)
        {
            return null;
        }

        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return Convert.ToString((int)mode, 8);
    }

    private static void Write(string path, string text, UnixFileMode mode)
    {
        // Under another name first: whoever reads finds all of it or nothing.
        var draft = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using (var file = new FileStream(draft, options))
        {
            file.Write(Encoding.ASCII.GetBytes(text));
        }

        File.Move(draft, path, overwrite: true);
    }
}
