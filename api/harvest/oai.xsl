<?xml version="1.0" encoding="UTF-8"?>
<!-- An answer of OAI-PMH as a page: what was asked, what came, and links to go on. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:o="http://www.openarchives.org/OAI/2.0/" xmlns:i="http://www.openarchives.org/OAI/2.0/oai-identifier"
    exclude-result-prefixes="o i">
  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat"/>
  <xsl:variable name="prefix">
    <xsl:choose>
      <xsl:when test="/o:OAI-PMH/o:request/@metadataPrefix"><xsl:value-of select="/o:OAI-PMH/o:request/@metadataPrefix"/></xsl:when>
      <xsl:otherwise>oai_dc</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <xsl:template match="/o:OAI-PMH">
    <html lang="en">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta name="robots" content="noindex, nofollow"/>
        <title>Harvesting (OAI-PMH)</title>
        <link rel="stylesheet" href="/static/style.css"/>
      </head>
      <body class="about">
        <header class="top"><div class="frame"><a class="name" href="/">Back to the documents</a>
          <nav aria-label="Verbs of OAI-PMH"><ul>
            <li><a href="/oai?verb=Identify">Identify</a></li>
            <li><a href="/oai?verb=ListMetadataFormats">Formats</a></li>
            <li><a href="/oai?verb=ListSets">Sets</a></li>
            <li><a href="/oai?verb=ListIdentifiers&amp;metadataPrefix=oai_dc">Identifiers</a></li>
            <li><a href="/oai?verb=ListRecords&amp;metadataPrefix=oai_dc">Records</a></li>
          </ul></nav></div></header>
        <main id="main" class="frame">
          <h1>Harvesting<xsl:if test="o:request/@verb">: <xsl:value-of select="o:request/@verb"/></xsl:if></h1>
          <p>This address is for programs that copy descriptions of documents (OAI-PMH 2.0). You see an answer to one of
          them, of <xsl:value-of select="o:responseDate"/>.</p>
          <xsl:apply-templates select="o:*[local-name() != 'responseDate' and local-name() != 'request']"/>
        </main>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="o:error">
    <p><strong><xsl:value-of select="@code"/></strong>: <xsl:value-of select="."/></p>
  </xsl:template>

  <xsl:template match="o:Identify">
    <table><tbody>
      <xsl:for-each select="o:*[not(*)]">
        <tr><th scope="row"><xsl:value-of select="local-name()"/></th><td><xsl:value-of select="."/></td></tr>
      </xsl:for-each>
      <xsl:for-each select="o:description/i:oai-identifier/i:sampleIdentifier">
        <tr><th scope="row">sample identifier</th><td><xsl:value-of select="."/></td></tr>
      </xsl:for-each>
    </tbody></table>
  </xsl:template>

  <xsl:template match="o:ListMetadataFormats">
    <table>
      <thead><tr><th scope="col">Format</th><th scope="col">Namespace</th><th scope="col">Schema</th></tr></thead>
      <tbody>
        <xsl:for-each select="o:metadataFormat">
          <tr>
            <th scope="row"><a href="/oai?verb=ListRecords&amp;metadataPrefix={o:metadataPrefix}"><xsl:value-of select="o:metadataPrefix"/></a></th>
            <td><xsl:value-of select="o:metadataNamespace"/></td>
            <td><a href="{o:schema}"><xsl:value-of select="o:schema"/></a></td>
          </tr>
        </xsl:for-each>
      </tbody>
    </table>
  </xsl:template>

  <xsl:template match="o:ListSets">
    <table>
      <thead><tr><th scope="col">Set</th><th scope="col">What it holds</th></tr></thead>
      <tbody>
        <xsl:for-each select="o:set">
          <tr>
            <th scope="row"><a href="/oai?verb=ListRecords&amp;metadataPrefix=oai_dc&amp;set={o:setSpec}"><xsl:value-of select="o:setSpec"/></a></th>
            <td><xsl:value-of select="o:setName"/></td>
          </tr>
        </xsl:for-each>
      </tbody>
    </table>
  </xsl:template>

  <xsl:template match="o:ListIdentifiers | o:ListRecords | o:GetRecord">
    <xsl:if test="o:resumptionToken/@completeListSize">
      <p><xsl:value-of select="o:resumptionToken/@completeListSize"/> records in all; this part begins after
      <xsl:value-of select="o:resumptionToken/@cursor"/>.</p>
    </xsl:if>
    <xsl:apply-templates select="o:header | o:record"/>
    <xsl:if test="string(o:resumptionToken)">
      <p><a rel="next nofollow" href="/oai?verb={local-name()}&amp;resumptionToken={o:resumptionToken}">The next part</a></p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="o:record">
    <section>
      <xsl:apply-templates select="o:header"/>
      <xsl:if test="o:metadata">
        <details>
          <xsl:if test="local-name(..) = 'GetRecord'"><xsl:attribute name="open">open</xsl:attribute></xsl:if>
          <summary>
            <xsl:value-of select="(.//*[local-name() = 'title'])[1]"/>
          </summary>
          <table><tbody><xsl:apply-templates select="o:metadata/*/*" mode="line"/></tbody></table>
        </details>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:template match="o:header">
    <p>
      <a href="/oai?verb=GetRecord&amp;metadataPrefix={$prefix}&amp;identifier={o:identifier}"><xsl:value-of select="o:identifier"/></a>
      <xsl:text> </xsl:text><span class="aside">changed <xsl:value-of select="o:datestamp"/>
      <xsl:if test="@status = 'deleted'"> · deleted: this document is gone</xsl:if>
      <xsl:for-each select="o:setSpec"> · <xsl:value-of select="."/></xsl:for-each></span>
    </p>
  </xsl:template>

  <!-- Every format as lines of name and value, however deep it goes. -->
  <xsl:template match="*" mode="line">
    <tr>
      <th scope="row"><xsl:value-of select="local-name()"/></th>
      <td>
        <xsl:for-each select="@*[local-name() != 'type']"><span class="aside"><xsl:value-of select="local-name()"/>: <xsl:value-of select="."/> · </span></xsl:for-each>
        <xsl:for-each select="descendant-or-self::*[not(*)]">
          <xsl:if test="position() &gt; 1"> · </xsl:if>
          <xsl:choose>
            <xsl:when test="starts-with(., 'http://') or starts-with(., 'https://')"><a href="{.}"><xsl:value-of select="."/></a></xsl:when>
            <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </td>
    </tr>
  </xsl:template>
</xsl:stylesheet>
