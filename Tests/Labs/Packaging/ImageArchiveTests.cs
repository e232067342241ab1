using Workshop.Labs.Packaging;

namespace Workshop.Labs.Tests.Packaging;

public sealed class ImageArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ImageArchiveTests()
    {
        Directory.CreateDirectory(_folder.PathOf("app"));
        File.WriteAllText(_folder.PathOf("app/program"), "runs");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_same_folder_makes_the_same_image()
    {
        var (one, two) = (Pack("one.tar"), Pack("two.tar"));

        Assert.Equal(one, two);
        Assert.Equal(File.ReadAllBytes(_folder.PathOf("one.tar")), File.ReadAllBytes(_folder.PathOf("two.tar")));
    }

    [Fact]
    public void An_image_is_read_as_it_was_packed()
    {
        Pack("one.tar");

        var image = ImageReader.Read(_folder.PathOf("one.tar"));

        Assert.Equal("1654", image.RunsAs);
        Assert.Equal("/app/program", image.Program);
        Assert.Equal(["/app/program"], image.Files);
    }

    [Fact]
    public void A_blob_that_is_not_what_its_name_says_is_noticed()
    {
        Pack("one.tar");
        var bytes = File.ReadAllBytes(_folder.PathOf("one.tar"));
        // In the configuration, which is plain text in the archive.
        var at = System.Text.Encoding.Latin1.GetString(bytes).IndexOf("\"User\":\"1654\"", StringComparison.Ordinal) + 8;
        bytes[at] = (byte)'2';
        File.WriteAllBytes(_folder.PathOf("one.tar"), bytes);

        Assert.Contains("not what its name says", Assert.Throws<InvalidDataException>(() => ImageReader.Read(_folder.PathOf("one.tar"))).Message, StringComparison.Ordinal);
    }

    private string Pack(string name) => ImageArchive.Write(_folder.PathOf("app"), "program", "1654", "workshop/test:1.0.0", _folder.PathOf(name));
}
