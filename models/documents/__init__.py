"""票据 papers: 原件 file kept by content hash (`paper_file`, `paper_bytes`), 附件 link (`paper_link`),
发票 invoice (`invoice`), 银行回单 bank slip (`bank_slip`), 收据本 and 支票 number book (`number_book`,
`number_use`); the page is 票据 (`papers`)."""
